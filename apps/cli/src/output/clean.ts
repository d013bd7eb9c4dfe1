// A title is somebody else's text: it must not move the cursor, recolour the terminal or turn the line around.
const control = /[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu;

/** Text that is safe to show in one line of a terminal. */
export function clean(text: string): string {
  return text.replace(control, ' ').trim();
}

/** Like `clean`, for text of several lines. */
export function cleanLines(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(control, ' ').trimEnd())
    .join('\n');
}
