import type { Output } from '../streams.js';

// JSON.stringify leaves these as they are; a terminal would obey some of them.
const remainingControl = /[\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** JSON for people on a terminal (indented), for programs on one line. */
export function formatJson(value: unknown, output: Pick<Output, 'isTTY'>): string {
  const text = JSON.stringify(value ?? null, null, output.isTTY ? 2 : undefined);
  return text.replace(remainingControl, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
