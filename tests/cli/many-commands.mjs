// Runs command lines one after the other in this process, with the built program: for tests of what a command says, not of
// how its process starts and ends. Everything below main.js is the program as it is installed.
import { readFileSync } from 'node:fs';

const main = new URL('../../apps/cli/dist/main.js', import.meta.url);
const [, part] = /import\("(\.\/part-start-[^"]+)"\)/.exec(readFileSync(main, 'utf8')) ?? [];
const { start } = await import(new URL(part, main));

// Each command listens for what only happens once in a life.
process.setMaxListeners(0);
for (const stream of [process.stdout, process.stderr]) stream.setMaxListeners(0);

const written = { out: '', err: '' };
for (const [stream, name] of [
  [process.stdout, 'out'],
  [process.stderr, 'err'],
]) {
  stream.write = (text) => {
    written[name] += text;
    return true;
  };
}

process.on('message', async ({ words, environment }) => {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, environment);
  Object.assign(written, { out: '', err: '' });
  process.exitCode = undefined;
  await start(words, 'many');
  process.send({ exitCode: process.exitCode ?? 0, ...written });
});
process.send('ready');
