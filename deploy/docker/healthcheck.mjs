// Whether the server in this container can do its work: ends with 0 when it can, with 1 when it cannot or does not answer.
// Over standard input and output there is nothing to ask; it is for `http`. TONEARM_HEALTH_URL names another address.
const url = process.env.TONEARM_HEALTH_URL ?? 'http://127.0.0.1:3333/readyz';
try {
  const answer = await fetch(url, { signal: AbortSignal.timeout(4_000) });
  process.stdout.write(await answer.text());
  process.exitCode = answer.ok ? 0 : 1;
} catch (error) {
  process.stdout.write(`${url} does not answer: ${error.cause?.code ?? error.name}\n`);
  process.exitCode = 1;
}
