import type { User } from '../world/user.js';

/** What a consent page shows. */
export interface Consent {
  readonly origin: string;
  /** The parameters of the request, carried on by the links. */
  readonly query: URLSearchParams;
  readonly scopes: readonly string[];
  readonly users: readonly User[];
}

/** A page with one link for each user who could allow it, and one to refuse. */
export function consentPage({ origin, query, scopes, users }: Consent): string {
  const link = (decision: string, user?: string): string => {
    const target = new URLSearchParams(query);
    target.set('decision', decision);
    if (user !== undefined) target.set('user', user);
    return escapeHtml(`${origin}/authorize?${target}`);
  };
  const asked = scopes.map((scope) => `<li><code>${escapeHtml(scope)}</code></li>`).join('');
  const allow = users
    .map((user, index) => {
      const id = index === 0 ? 'allow' : `allow-${escapeHtml(user.id)}`;
      return `<p><a id="${id}" href="${link('allow', user.id)}">Allow as ${escapeHtml(user.display_name)} (${user.product})</a></p>`;
    })
    .join('');
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Allow access?</title><meta name="viewport" content="width=device-width">
<style>body{font:16px/1.5 system-ui;max-width:34rem;margin:3rem auto;padding:0 1rem}</style></head>
<body>
<h1>Allow access?</h1>
<p>The app <b>tonearm-emulator</b> asks for:</p>
<ul>${asked || '<li>what everybody may know</li>'}</ul>
${allow}
<p><a id="refuse" href="${link('refuse')}">Refuse</a></p>
<p><small>This is an emulator. It is not Spotify, and nobody’s account is touched.</small></p>
</body></html>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
