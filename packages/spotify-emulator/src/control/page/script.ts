import { peopleScript } from './people.js';

/** What the page does: it asks the controls, and shows what they answer. It never writes markup, so no name can become some. */
export const pageScript: string = `
const find = (id) => document.getElementById(id);
const shown = 200;

async function ask(method, path, body) {
  const answer = await fetch('/__emulator' + path, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
  const text = await answer.text();
  const value = text === '' ? undefined : JSON.parse(text);
  find('problem').textContent = answer.ok ? '' : value.error.message;
  return value;
}

function element(name, text, className) {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

const time = (epochMs) => new Date(epochMs).toISOString().replace('T', ' ').slice(0, 19);
${peopleScript}
function ruleText(rule) {
  const valueText = (value) => (typeof value === 'object' ? (value.pattern ?? JSON.stringify(value)) : value);
  return Object.entries(rule).map(([name, value]) => name + ' ' + valueText(value)).join(', ');
}

function fill(id, texts) {
  find(id).replaceChildren(...(texts.length ? texts.map((text) => element('li', text)) : [element('li', 'nothing', 'none')]));
}

async function refresh() {
  const [state, clock, faults, audit] = await Promise.all([
    ask('GET', '/state'), ask('GET', '/clock'), ask('GET', '/faults'), ask('GET', '/audit'),
  ]);
  find('world').textContent = 'Seed ' + state.seed + ', ' + state.catalogue.tracks.toLocaleString('en') + ' tracks.';
  find('now').textContent = time(clock.now) + ' UTC';
  find('pace').textContent = clock.isFrozen ? 'frozen' : clock.rate === 1 ? 'running' : 'running ' + clock.rate + '×';
  find('users').replaceChildren(...state.users.map(showUser));
  fill('faults', faults.faults.map(ruleText));
  fill('findings', audit.findings.slice(-5).map(({ message }) => message));
}

function addRequest(entry) {
  const row = document.createElement('tr');
  const isBad = entry.status === 0 || entry.status >= 400;
  const when = element('td', time(entry.at).slice(11));
  when.title = time(entry.at) + ' UTC';
  const request = element('td', entry.method + ' ' + entry.path);
  request.title = request.textContent;
  row.append(
    when,
    request,
    element('td', entry.operation ?? entry.hint ?? ''),
    element('td', entry.user ?? ''),
    element('td', entry.status === 0 ? 'no answer' : entry.status + ' ' + (entry.message ?? ''), isBad ? 'bad' : ''),
  );
  row.dataset.bad = isBad;
  row.hidden = !isWanted(row);
  find('journal').prepend(row);
  while (find('journal').children.length > shown) find('journal').lastElementChild.remove();
}

const isWanted = (row) =>
  row.textContent.toLowerCase().includes(find('search').value.toLowerCase()) && (row.dataset.bad === 'true' || !find('only-bad').checked);
document.addEventListener('input', () => {
  for (const row of find('journal').children) row.hidden = !isWanted(row);
});

document.addEventListener('click', async ({ target }) => {
  const { clock, preset } = target.dataset ?? {};
  if (clock) await ask('POST', '/clock', JSON.parse(clock));
  else if (preset) await ask('POST', '/faults', { preset });
  else if (target.id === 'clear-faults') await ask('DELETE', '/faults');
  else if (target.id === 'reset') await ask('POST', '/reset');
  else if (target.id === 'clear-journal') await ask('DELETE', '/journal');
  else return;
  if (target.id === 'clear-journal' || target.id === 'reset') find('journal').replaceChildren();
  await refresh();
});

for (const preset of Object.keys(await ask('GET', '/faults/presets'))) {
  const button = element('button', preset);
  button.dataset.preset = preset;
  find('presets').append(button);
}
find('address').textContent = location.origin + '/v1';
let isDue = false;
const stream = new EventSource('/__emulator/journal/stream?latest=' + shown);
// Also after the connection was lost: the stream tells again what is shown, and what came meanwhile.
stream.onopen = () => find('journal').replaceChildren();
stream.onmessage = ({ data }) => {
  addRequest(JSON.parse(data));
  isDue = true;
};
setInterval(() => {
  if (!isDue || document.hidden) return;
  isDue = false;
  void refresh();
}, 300);
setInterval(() => document.hidden || void refresh(), 1000);
await refresh();
document.body.dataset.ready = 'true';
`;
