import { styleText } from 'node:util';
import type { Output } from '../streams.js';

type Format = 'bold' | 'dim' | 'red' | 'cyan';

/** Colours text when the output wants colour. */
export function style(output: Pick<Output, 'color'>, format: Format, text: string): string {
  return output.color ? styleText(format, text, { validateStream: false }) : text;
}
