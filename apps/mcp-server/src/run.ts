import { explainError } from '@tonearm/tools';
import { type Command, readCommand, type ServeCommand } from './command.js';
import { UsageError } from './flags.js';
import { say } from './say.js';
import { serve } from './serve.js';
import { usage } from './usage.js';
import { version } from './version.js';

const exitCodes = { done: 0, failed: 1, misused: 2 } as const;

/** Runs the program; resolves with its exit code when it has nothing more to do. */
export async function run(commandLine: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> {
  let command: Command;
  try {
    command = readCommand(commandLine, environment);
  } catch (error) {
    const { message, hint } = wordsOf(error);
    say([message, hint].filter(Boolean).join(' '));
    return exitCodes.misused;
  }
  switch (command.kind) {
    case 'help':
      return print(usage);
    case 'version':
      return print(`${version}\n`);
    case 'serve':
      return runServer(command);
    default:
      return runForPerson(command);
  }
}

async function runServer(command: ServeCommand): Promise<number> {
  try {
    await serve(command);
    return exitCodes.done;
  } catch (error) {
    say(listenProblem(error, command) ?? wordsOf(error).message);
    return error instanceof UsageError ? exitCodes.misused : exitCodes.failed;
  }
}

/** What a person runs at a terminal; an error is two lines there, what happened and what to do. */
async function runForPerson(command: Exclude<Command, { kind: 'help' | 'version' | 'serve' }>): Promise<number> {
  const [{ processTerminal }, { openBrowser }] = await Promise.all([
    import('./commands/terminal.js'),
    import('@tonearm/tools/sign-in'),
  ]);
  const terminal = processTerminal(openBrowser);
  try {
    if (command.kind === 'auth') await (await import('./commands/auth.js')).auth(command, terminal);
    else if (command.kind === 'logout') await (await import('./commands/logout.js')).logout(command, terminal);
    else if (command.kind === 'config') (await import('./commands/config.js')).config(command, terminal);
    else if (!(await (await import('./commands/doctor/doctor.js')).doctor(command, terminal))) return exitCodes.failed;
    return exitCodes.done;
  } catch (error) {
    if (error instanceof UsageError) {
      say(error.message);
      return exitCodes.misused;
    }
    const { code, message, hint } = explainError(error);
    say(message);
    if (hint !== undefined) terminal.note(hint);
    return code === 'usage' || code === 'settings' ? exitCodes.misused : exitCodes.failed;
  }
}

/** Writes the answer of the program; a full disk is said, a reader that has seen enough is no failure. */
function print(text: string): Promise<number> {
  return new Promise((resolve) => {
    process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
      if (code === 'EPIPE') return resolve(exitCodes.done);
      say(`the output could not be written${code === undefined ? '' : ` (${code})`}.`);
      resolve(exitCodes.failed);
    });
    process.stdout.write(text, (error) => {
      if (!error) resolve(exitCodes.done);
    });
  });
}

function listenProblem(error: unknown, { http }: ServeCommand): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return `port ${http?.port} on ${http?.host} is in use; choose another with --port.`;
  if (code === 'EACCES') return `listening on port ${http?.port} is not permitted; choose one above 1023 with --port.`;
  if (code === 'EADDRNOTAVAIL') return `this machine has no address ${http?.host}.`;
  return undefined;
}

function wordsOf(error: unknown): { message: string; hint?: string } {
  if (!(error instanceof Error)) return { message: String(error) };
  return { message: error.message, ...('hint' in error && typeof error.hint === 'string' && { hint: error.hint }) };
}
