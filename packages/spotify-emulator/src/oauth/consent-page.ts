import type { User } from '../world/user.js';

/** What a consent page shows. */
export interface Consent {
  readonly origin: string;
  /** The parameters of the request, carried on by the links. */
  readonly query: URLSearchParams;
  readonly scopes: readonly string[];
  readonly users: readonly User[];
}

const style = `
:root { color-scheme: light dark; --accent: light-dark(#a4501b, #e39a5f); --line: light-dark(#e2ddd5, #3a352a);
  font: 16px/1.5 system-ui, sans-serif; background: light-dark(#f6f4f1, #17150f); }
body { max-width: 30rem; margin: 4rem auto; padding: 1.5rem 2rem; background: light-dark(#fff, #211e17); border: 1px solid var(--line); border-radius: .8rem; }
h1 { margin: 0 0 .5rem; font-size: 1.5rem; }
a { display: block; padding: .5rem 1rem; border: 1px solid var(--line); border-radius: .5rem; color: inherit; text-decoration: none; }
a:hover, a:focus-visible { border-color: var(--accent); } #allow { background: var(--accent); border-color: var(--accent); color: light-dark(#fff, #17150f); font-weight: 600; }
#refuse { border: 0; color: var(--accent); text-align: center; } p { margin: .6rem 0; } small { opacity: .7; }`;

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
<style>${style}</style></head>
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
