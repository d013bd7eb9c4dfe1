import type { Tool } from '@tonearm/tools';
import { run } from '../run.js';
import { type BufferStreams, bufferStreams } from './buffers.js';
import { tinyTool, tinyWriter } from './tiny-tool.js';

/** How a command line ended, and what it wrote. */
export interface Outcome {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** What a test may change about the world of a command. */
export interface World {
  readonly streams?: BufferStreams;
  readonly environment?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly tools?: readonly Tool[];
  readonly fetch?: typeof globalThis.fetch;
  readonly openBrowser?: (url: string) => Promise<void>;
}

/** Runs a command line in this process, on the embedded emulator unless told otherwise. */
export async function tryCommand(words: readonly string[], world: World = {}): Promise<Outcome> {
  const { streams = bufferStreams(), tools = [tinyTool, tinyWriter], environment = {}, ...rest } = world;
  const edge = { streams, environment, version: '1.2.3', signal: new AbortController().signal, ...rest };
  const exitCode = await run(words, edge, tools);
  return { exitCode, out: streams.out.text, err: streams.err.text };
}
