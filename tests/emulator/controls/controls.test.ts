import type { SpotifyEmulator } from '@tonearm/spotify-emulator';
import { describe, expect, test } from 'vitest';
import { type ControlRequest, controlRequests, eventfulEmulator } from './calls.ts';
import { type DescribedControl, describedControls, readDescription } from './description.ts';

const description = await readDescription();
const controls = describedControls(description);
const requests = controlRequests(await eventfulEmulator());
/** A snapshot has so many places that trying all of them takes its time. */
const mostMutations = Number(process.env.TONEARM_TEST_MUTATIONS ?? 250);
const defaultStatus = (control: DescribedControl) => Number(control.statuses.find((status) => status.startsWith('2')));

async function send(emulator: SpotifyEmulator, name: string, { query, body }: ControlRequest) {
  const [method = '', path = ''] = name.split(' ');
  const abort = new AbortController();
  const answer = await emulator.fetch(`/__emulator${path}${query === undefined ? '' : `?${query}`}`, {
    method,
    signal: abort.signal,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const isEndless = answer.headers.get('content-type') === 'text/event-stream';
  const text = isEndless ? '' : await answer.text();
  if (isEndless) await answer.body?.cancel();
  return { status: answer.status, type: answer.headers.get('content-type')?.split(';')[0], text };
}

test('every control is called', () => {
  expect(controls.map(({ name }) => name).sort()).toEqual(Object.keys(requests).sort());
});

describe.each(controls.map((control) => [control.name, control] as const))('%s', (name, control) => {
  const wanted = requests[name] ?? [];

  test.each(wanted)('takes and answers what it describes: %j', async (request) => {
    if (control.validateBody && request.body) {
      control.validateBody(request.body);
      expect(control.validateBody.errors ?? []).toEqual([]);
    }
    for (const [parameter, written] of new URLSearchParams(request.query)) {
      expect(control.validateParameter(parameter, written), parameter).toBe(true);
    }
    const { status, type, text } = await send(await eventfulEmulator(), name, request);
    expect(status, text).toBe(request.status ?? defaultStatus(control));
    expect(control.statuses).toContain(String(status));
    const described = control.answer(status);
    if (!described) return expect(text).toBe('');
    expect(type).toBe(described.type);
    if (!described.validate) return;
    described.validate(JSON.parse(text));
    expect(described.validate.errors ?? []).toEqual([]);
  });

  const bodies = spread(
    wanted.flatMap(({ body, status = 200 }) => (body && status < 400 ? mutations(body) : [])),
    mostMutations,
  );
  // Without a body there is nothing to change.
  const bodyTest = bodies.length > 0 ? test : () => {};
  bodyTest('refuses every body that it does not describe', async () => {
    const emulator = await eventfulEmulator();
    const before = emulator.snapshot();
    let refused = 0;
    for (const { body, change } of bodies) {
      const { status, text } = await send(emulator, name, { body });
      if (status < 400) emulator.restore(before);
      expect(status, `${change}: ${text}`).toBeLessThan(500);
      if (control.validateBody?.(body)) continue;
      refused += 1;
      expect(status, `${change} is not described`).toBe(400);
    }
    expect(refused).toBeGreaterThan(0);
  });

  test('refuses parameters that it does not describe', async () => {
    const emulator = await eventfulEmulator();
    expect((await send(emulator, name, { query: 'nonsense=1' })).status).toBe(400);
    const bad = ['', 'x', '-1', '1.5', '1e3', 'true', '9xx', '999999999999'];
    for (const parameter of control.parameters) {
      for (const written of bad.filter((each) => !control.validateParameter(parameter, each))) {
        const query = new URLSearchParams({ [parameter]: written });
        expect((await send(emulator, name, { query: `${query}` })).status, `${query}`).toBe(400);
      }
    }
  });
});

/** So many of some things, from all over. */
function spread<T>(things: readonly T[], most: number): readonly T[] {
  const step = Math.max(1, Math.floor(things.length / most));
  return things.filter((_, place) => place % step === 0);
}

interface Mutation {
  readonly change: string;
  readonly body: object;
}

const oddities: readonly unknown[] = [null, '', 'odd', -1, 1.5, 99_999, true, [], {}, [{}], { odd: 1 }];

/** A body with something else at each of its places, with something more, and with each thing missing. */
function mutations(body: object): readonly Mutation[] {
  return placesOf(body).flatMap((place): readonly Mutation[] => {
    const changed = (change: string, edit: (holder: Record<string, unknown>, key: string) => void): Mutation => {
      const copy = JSON.parse(JSON.stringify({ body }));
      const [key = '', ...holders] = ['body', ...place].reverse();
      const holder = holders.reverse().reduce((part, name) => part[name], copy);
      edit(holder, key);
      return { change: `${place.join('.')} ${change}`, body: copy.body };
    };
    const others = oddities.map((odd) =>
      changed(`as ${JSON.stringify(odd)}`, (holder, key) => {
        holder[key] = odd;
      }),
    );
    const missing = changed('missing', (holder, key) => delete holder[key]);
    const more = changed('with more', (holder, key) => {
      if (typeof holder[key] === 'object' && holder[key] !== null) Object.assign(holder[key], { unheardOf: 1 });
    });
    return place.length === 0 ? [...others, more] : [...others, missing, more];
  });
}

/** The ways to all places within something; of a list only its first one is looked at. */
function placesOf(value: unknown): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [[]];
  const entries = Object.entries(value).slice(0, Array.isArray(value) ? 1 : undefined);
  return [[], ...entries.flatMap(([key, part]) => placesOf(part).map((way) => [key, ...way]))];
}
