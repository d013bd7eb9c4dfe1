// Runs the official Inspector's command line again and again in one process, as its launcher does once: loading it takes far
// longer than a call. Reads one list of words a line, answers with one line for each: what it wrote, and its exit code.
import { createInterface } from 'node:readline';

const [, , client] = process.argv;
const { runCli } = await import(client);
const answer = process.stdout.write.bind(process.stdout);

for await (const line of createInterface({ input: process.stdin })) {
  let output = '';
  process.stdout.write = (chunk, ...rest) => {
    output += chunk;
    const done = rest.find((each) => typeof each === 'function');
    done?.();
    return true;
  };
  let code = 0;
  let problem = '';
  try {
    await runCli(['node', 'inspector', ...JSON.parse(line)]);
  } catch (error) {
    code = error.exitCode ?? 1;
    problem = String(error.message);
  }
  answer(`${JSON.stringify({ output, code, problem })}\n`);
}
