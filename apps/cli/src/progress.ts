import type { ToolContext } from '@tonearm/tools';
import type { Context } from './context.js';

type Report = NonNullable<ToolContext['progress']>;

/** Shows a person how far a long job has come, on one line that is written over; nobody else is told. */
export function progressLine({ streams: { err }, flags }: Context): {
  readonly report: Report;
  readonly end: () => void;
} {
  const { json, quiet } = flags();
  const isShown = err.isTTY && json !== true && quiet !== true;
  let isOpen = false;
  return {
    report({ done, total, message }) {
      if (!isShown) return;
      isOpen = true;
      err.write(`\r\u001b[K${done} of ${total}${message === undefined ? '' : ` ${message}`}`);
    },
    end() {
      if (isOpen) err.write('\r\u001b[K');
      isOpen = false;
    },
  };
}
