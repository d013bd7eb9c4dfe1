import type { Reply } from '../../http/reply.js';
import type { Control } from '../control.js';
import { pageDocument, pageStyle } from './document.js';
import { pageScript } from './script.js';

/** The page needs nothing from elsewhere, and no other page may frame it. */
const pagePolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-ancestors 'none'";

/** A page for a person: state, players, requests as they come, faults and time to click. */
export const pageControls: readonly Control[] = [
  {
    method: 'GET',
    path: '/',
    summary: 'Shows a page for a person.',
    run: () => file('text/html', pageDocument, { 'content-security-policy': pagePolicy }),
  },
  {
    method: 'GET',
    path: '/page.js',
    summary: 'Gives the script of the page.',
    run: () => file('text/javascript', pageScript),
  },
  { method: 'GET', path: '/page.css', summary: 'Gives the style of the page.', run: () => file('text/css', pageStyle) },
];

function file(type: string, body: string, headers: Readonly<Record<string, string>> = {}): Reply {
  return {
    status: 200,
    headers: { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store', ...headers },
    body,
  };
}
