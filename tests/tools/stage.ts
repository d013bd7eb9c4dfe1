import { createSpotifyEmulator, type JournalEntry, type SpotifyEmulator, type User } from '@tonearm/spotify-emulator';
import {
  acceptHabits,
  createWriteJournal,
  type PersonsAnswer,
  type Progress,
  type Toolset,
  tools,
} from '@tonearm/tools';
import { createRuntime, type Runtime, readSettings, silentLogger } from '@tonearm/tools/runtime';
import { afterAll, afterEach, expect } from 'vitest';

/** A tool on stage: the composed runtime, with the emulator behind it. */
export interface Stage {
  readonly emulator: SpotifyEmulator;
  readonly runtime: Runtime;
  readonly listener: User;
  /** Runs a tool as the apps do: checked input, checked output. */
  call(name: string, input?: Record<string, unknown>): Promise<{ output: Record<string, unknown>; text: string }>;
  /** What the person answers when a tool asks; nobody is asked until it is set. */
  person: { answer: PersonsAnswer; questions: string[] };
  /** Every report of progress. */
  readonly progress: Progress[];
  /** What reached the Web API since the last time, as `GET /v1/albums/ID`. */
  requests(): string[];
  /** The same with everything that is known of it. */
  entries(): JournalEntry[];
}

export interface StageOptions {
  readonly profile?: 'development' | 'extended';
  /** Which of the emulator's users calls; `default` is the listener. */
  readonly user?: string;
  readonly emulator?: SpotifyEmulator;
}

const open: Runtime[] = [];
const driven = new Set<string>();

afterEach(async () => {
  for (const runtime of open.splice(0)) await runtime.close();
});

/** Puts a runtime in front of an emulator of its own. */
export async function stage(options: StageOptions = {}): Promise<Stage> {
  const { user = 'default', profile = 'development' } = options;
  const emulator = options.emulator ?? createSpotifyEmulator({ profile });
  const settings = readSettings({}, { backend: 'emulator', profile: user, logLevel: 'silent' });
  const createEmulator = async () => ({ fetch: emulator.fetch, url: 'https://emulator.tonearm.invalid' });
  const runtime = await createRuntime({ settings, createEmulator, logger: silentLogger });
  open.push(runtime);
  const journal = createWriteJournal();
  const person: Stage['person'] = { answer: 'nobody_to_ask', questions: [] };
  const progress: Progress[] = [];
  let seen = 0;
  const entries = (): JournalEntry[] => {
    const all = emulator.journal.entries().filter(({ path }) => path.startsWith('/v1/'));
    const fresh = all.slice(seen);
    seen = all.length;
    return fresh;
  };
  return {
    emulator,
    runtime,
    person,
    progress,
    listener: emulator.world.user('listener'),
    entries,
    requests: () => entries().map(({ method, path }) => `${method} ${path}`),
    async call(name, input = {}) {
      const tool = tools.find((each) => each.name === name);
      if (tool === undefined) return expect.unreachable(`There is no tool ${name}`);
      driven.add(name);
      const context = {
        spotify: runtime.spotify,
        signal: new AbortController().signal,
        // Nobody waits for real: the emulator's time jumps instead.
        wait: async (milliseconds: number) => emulator.clock.advance(milliseconds),
        journal,
        diagnose: runtime.diagnose,
        progress: (report: Progress) => void progress.push(report),
        ask: async (question: string) => {
          person.questions.push(question);
          return person.answer;
        },
      };
      const output = tool.output.parse(await tool.run(tool.input.parse(acceptHabits(tool.input, input)), context));
      return { output, text: tool.text(output) };
    },
  };
}

/** Fails when a tool of the toolset was not driven by any test of the file: the list comes from the registry. */
export function drivesEveryToolOf(toolset: Toolset): void {
  afterAll(() => {
    const missing = tools.filter((tool) => tool.toolset === toolset && !driven.has(tool.name));
    expect(missing.map(({ name }) => name)).toEqual([]);
  });
}

/** The first of a list, which must have one. */
export function first<T>(list: readonly T[], fits: (item: T) => boolean = () => true): T {
  return list.find(fits) ?? expect.unreachable('the emulator has nothing that fits');
}

/** The playlist of that name, whoever owns it. */
export function playlist({ emulator }: Stage, name: string) {
  return first([...emulator.world.playlists.values()], (each) => each.name === name);
}

/** The URIs of some tracks. */
export function uris({ emulator }: Stage, count: number): string[] {
  return emulator.world.catalogue.tracks
    .list()
    .slice(0, count)
    .map(({ uri }) => uri);
}

/** The same emulator, with another answer on one path: for what Spotify sends and an invented world does not have. */
export function answering(emulator: SpotifyEmulator, path: string, body: unknown): SpotifyEmulator {
  const fetch: typeof emulator.fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    return url.pathname === path ? Response.json(body) : emulator.fetch(input, init);
  };
  return { ...emulator, fetch };
}
