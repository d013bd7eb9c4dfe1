import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { collectOutput } from '../journeys/child-output.ts';
import { exitOf, serverScript } from '../journeys/mcp-server-process.ts';

/** A JSON-RPC message, as it came. */
export interface Answer {
  readonly id?: number | null;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly code: number; readonly message: string };
}

/** The built server as a child process, spoken to in raw lines. */
export interface StdioChild {
  send(message: object): void;
  write(text: string): void;
  /** Resolves with the answer to the request with this id. */
  answerTo(id: number | null): Promise<Answer>;
  /** Closes standard input. */
  end(): void;
  /** Resolves with the exit code. */
  readonly ended: Promise<number | null>;
  /** Every line that came on standard output. */
  readonly lines: readonly string[];
  errorOutput(): string;
  kill(signal: NodeJS.Signals): void;
}

/** Starts `tonearm-mcp`, from the folder `cwd` if one is given; it does not outlive its test. */
export function startStdio(
  environment: Readonly<Record<string, string>> = {},
  commandLine: readonly string[] = [],
  { script = serverScript, cwd }: { script?: string; cwd?: string } = {},
): StdioChild {
  const env = { PATH: process.env.PATH, ...environment };
  const child = spawn(process.execPath, [script, ...commandLine], { env, ...(cwd !== undefined && { cwd }) });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines: string[] = [];
  const waiting = new Map<number | null, (answer: Answer) => void>();
  const arrived = new Map<number | null, Answer>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    const answer = readAnswer(line);
    if (answer.id === undefined) return;
    arrived.set(answer.id, answer);
    waiting.get(answer.id)?.(answer);
  });
  const { errors } = collectOutput(child);
  const write = (text: string): void => {
    child.stdin.write(text);
  };
  return {
    write,
    send: (message) => write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`),
    answerTo: (id) =>
      new Promise((resolve) => {
        const answer = arrived.get(id);
        if (answer === undefined) waiting.set(id, resolve);
        else resolve(answer);
      }),
    end: () => child.stdin.end(),
    ended: exitOf(child),
    lines,
    errorOutput: errors,
    kill: (signal) => child.kill(signal),
  };
}

/** The handshake of 2025; every request after it needs no envelope. */
export async function shakeHands(child: StdioChild): Promise<Answer> {
  child.send({
    id: 0,
    method: 'initialize',
    params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
  });
  const answer = await child.answerTo(0);
  child.send({ method: 'notifications/initialized' });
  return answer;
}

/** A request to call a tool. */
export function toolCall(id: number, name: string, input: object = {}): object {
  return { id, method: 'tools/call', params: { name, arguments: input } };
}

function readAnswer(line: string): Answer {
  try {
    return JSON.parse(line);
  } catch {
    return {};
  }
}
