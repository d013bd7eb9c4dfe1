/** What is large is not kept alive only because somebody has looked into it. */
const mostKeptBytes = 128 * 1024;

let lastView: DataView = new DataView(new ArrayBuffer(0));

/** A view of the memory that these bytes lie in, to read numbers from: what arrived together lies in the same, and one view serves for all of it. */
export function viewOf({ buffer }: Uint8Array): DataView {
  if (lastView.buffer === buffer) return lastView;
  const view = new DataView(buffer);
  if (buffer.byteLength <= mostKeptBytes) lastView = view;
  return view;
}

let lastText = '';
let wordsOfLast: readonly number[] | undefined = [];

/** Whether so many bytes are this text. Made for one that is asked about again and again: four bytes are compared at once. */
export function isText(text: string, view: DataView, from: number, length: number): boolean {
  if (text !== lastText) {
    lastText = text;
    wordsOfLast = wordsOf(text);
  }
  if (wordsOfLast === undefined || length !== 4 * wordsOfLast.length) return false;
  for (let index = 0; index < wordsOfLast.length; index += 1) {
    if (view.getUint32(from + 4 * index) !== wordsOfLast[index]) return false;
  }
  return true;
}

/** Undefined for a text that is no whole number of words: it is found equal to nothing. */
function wordsOf(text: string): readonly number[] | undefined {
  const bytes = Buffer.from(text);
  if (bytes.length % 4 !== 0) return undefined;
  return Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readUInt32BE(4 * index));
}
