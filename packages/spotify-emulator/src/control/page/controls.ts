import type { Control, ControlName } from '../control.js';
import { pageDocument, pageIcon } from './document.js';
import { pageScript } from './script.js';
import { pageStyle } from './style.js';

/** The page needs nothing from elsewhere, and no other page may frame it. */
const pagePolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-ancestors 'none'";

/** A page for a person: state, players, requests as they come, faults and time to click. */
export const pageControls: readonly Control[] = [
  file('GET /', 'Shows a page for a person.', 'text/html', pageDocument, { 'content-security-policy': pagePolicy }),
  file('GET /page.js', 'Gives the script of the page.', 'text/javascript', pageScript),
  file('GET /icon.svg', 'Gives the icon of the page.', 'image/svg+xml', pageIcon),
  file('GET /page.css', 'Gives the style of the page.', 'text/css', pageStyle),
];

function file(name: ControlName, summary: string, type: string, body: string, more = {}): Control {
  const headers = { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store', ...more };
  return { name, summary, answer: type, run: () => ({ status: 200, headers, body }) };
}
