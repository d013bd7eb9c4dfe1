import { fork } from 'node:child_process';
import { createSpotifyClient } from '@tonearm/spotify-client';
import { createSpotifyEmulator } from '@tonearm/spotify-emulator';
import { servicesAreOff, startRedis } from '@tonearm/tooling/services';
import { expect, test } from 'vitest';
import { until } from './group.js';
import { outcome } from './household.js';
import { ownPart, randomCalls } from './random-calls.js';

const operations = Number(process.env.TONEARM_TEST_PROCESS_OPERATIONS ?? 200);
const seed = Number(process.env.TONEARM_TEST_SEED ?? 1);
const users = ['listener', 'neighbour', 'guest'] as const;

interface Member {
  ask(user: string, row?: string, params?: Readonly<Record<string, unknown>>): Promise<Answer>;
  end(): void;
}

interface Answer {
  readonly value?: unknown;
  readonly failed?: string;
  readonly isCertain?: boolean;
  readonly statistics?: { readonly hits: number; readonly sharedHits: number };
}

function start(...words: readonly string[]): Member {
  const child = fork(new URL('./runtime-process.ts', import.meta.url), [...words], { execArgv: [] });
  const waiting = new Map<number, (answer: Answer) => void>();
  let asked = 0;
  child.on('message', ({ id, answer }: { id: number; answer: Answer }) => waiting.get(id)?.(answer));
  return {
    ask(user, row, params) {
      asked += 1;
      const id = asked;
      return new Promise((resolve) => {
        waiting.set(id, resolve);
        child.send({ id, user, row, params });
      });
    },
    end: () => child.kill('SIGKILL'),
  };
}

test.skipIf(servicesAreOff)(
  `three real processes with a real Redis show everybody their own writes and nothing of others: ${operations} operations, seed ${seed}`,
  async () => {
    const redis = await startRedis();
    // The emulator's time stands still, so that what plays does not go on between two questions; that of the processes is real.
    const emulator = createSpotifyEmulator({ now: () => Date.now() - (Date.now() % 86_400_000), profile: 'extended' });
    const server = await emulator.listen({ port: 0 });
    const members = [0, 1, 2].map(() => start(server.url, redis.url));
    const calls = randomCalls(emulator, seed);
    const truths = new Map(
      users.map((user) => {
        const { access_token: token } = emulator.grant({ user });
        return [user, createSpotifyClient({ token, apiUrl: `${server.url}/v1`, appMode: 'extended' })];
      }),
    );
    for (const member of members) {
      for (const user of users) await until(async () => (await member.ask(user)).isCertain === true);
    }
    const heard = new Map(users.map((user) => [user, [true, true, true]]));
    for (let step = 0; step < operations; step += 1) {
      const [user, index] = [calls.pick(users), Math.floor(calls.random() * members.length)];
      const member = members[index] ?? expect.unreachable();
      if (calls.random() < 0.25) {
        await member.ask(user, ...calls.write(user));
        heard.set(
          user,
          [0, 1, 2].map((other) => other === index),
        );
        continue;
      }
      const isHeard = heard.get(user) ?? expect.unreachable();
      if (!isHeard[index]) isHeard[index] = (await member.ask(user)).isCertain === true;
      expect(isHeard[index], 'a healthy line says what others changed').toBe(true);
      const [row, params] = calls.read(user);
      const { value, failed } = await member.ask(user, row, params);
      const truth = await outcome(truths.get(user)?.call(row, params) ?? expect.unreachable());
      const seen = failed === undefined ? value : { failed };
      const context = `step ${step} of seed ${seed}: ${user} reads ${row} ${JSON.stringify(params)} in process ${index}`;
      // What comes from another process has been JSON on its way.
      const [shown, real] = [seen, JSON.parse(JSON.stringify(truth))].map((each) => ownPart(user, [row, params], each));
      expect(shown, context).toEqual(real);
    }
    const statistics = await Promise.all(members.map(async (member) => (await member.ask('listener')).statistics));
    expect(statistics.reduce((sum, each) => sum + (each?.hits ?? 0), 0)).toBeGreaterThan(0);
    expect(statistics.reduce((sum, each) => sum + (each?.sharedHits ?? 0), 0)).toBeGreaterThan(0);
    for (const member of members) member.end();
    await server.close();
    await redis.stop();
  },
  120_000,
);
