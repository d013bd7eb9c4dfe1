// Somebody who uses a server of Tonearm: calls its tools over and over. node visitor.mjs <url> [rounds]
// Sends the token of TONEARM_HTTP_TOKEN, if there is one.
const [url, rounds = 'Infinity'] = process.argv.slice(2);
if (url === undefined) throw new Error('Say where the server is: node visitor.mjs http://127.0.0.1:3333/mcp');

const { TONEARM_HTTP_TOKEN: token } = process.env;
const headers = {
  'content-type': 'application/json',
  accept: 'application/json, text/event-stream',
  ...(token && { authorization: `Bearer ${token}` }),
};
const words = ['rain', 'the', 'light', 'glass'];
let id = 0;

async function call(name, input) {
  id += 1;
  const body = JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/call', params: { name, arguments: input } });
  const answer = await fetch(url, { method: 'POST', headers, body });
  if (!answer.ok) throw new Error(`HTTP ${answer.status}: ${await answer.text()}`);
  return answer.text();
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

for (let round = 0; round < Number(rounds); round += 1) {
  try {
    const found = await call('search_catalog', { query: words[round % words.length], kinds: ['album'] });
    const [album] = /spotify:album:\w{22}/.exec(found) ?? [];
    if (album !== undefined) for (let time = 0; time < 3; time += 1) await call('get_album', { album });
    await call('list_devices', {});
    await call('get_playback', {});
    // What people get wrong.
    if (round % 10 === 9) await call('get_album', { album: 'spotify:album:none' });
  } catch (error) {
    process.stderr.write(`the server does not answer: ${error.message}\n`);
  }
  await pause(round + 1 < Number(rounds) ? 500 : 0);
}
