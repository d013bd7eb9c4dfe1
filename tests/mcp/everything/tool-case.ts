import type { SpotifyEmulator, User } from '@tonearm/spotify-emulator';
import { tools } from '@tonearm/tools';
import { expect } from 'vitest';
import type { ToolRoute } from './routes.ts';

type Fields = Readonly<Record<string, unknown>>;
type Track = ReturnType<SpotifyEmulator['world']['catalogue']['tracks']['list']>[number];

/** What a case works with: one client, and the emulator that shows what really happened. */
export interface Scene {
  readonly world: SpotifyEmulator['world'];
  readonly listener: User;
  /** Songs that the listener can play. */
  readonly tracks: readonly Track[];
  /** Calls the tool; fails when the answer is an error or says nothing. One that writes is rehearsed before: that must write nothing. */
  call(input?: Fields): Promise<Fields>;
  /** Calls a tool that takes something away: first it must do nothing and ask, then it is told yes. */
  confirmed(input: Fields): Promise<Fields>;
  /** The methods of all requests that the tool itself has sent to the Web API so far. */
  readonly sent: readonly string[];
  /** Calls another tool, to set something up. */
  also(tool: string, input: Fields): Promise<Fields>;
}

/** Drives one tool and looks at the emulator's state; that it sent something is looked at for all. */
export type ToolCase = (scene: Scene) => Promise<void>;

/** The first of a list that fits, which there must be. */
export function first<T>(list: Iterable<T>, fits: (item: T) => boolean = () => true): T {
  return [...list].find(fits) ?? expect.unreachable('the emulator has nothing that fits');
}

/** The URIs in a list of an answer. */
export function urisOf(items: unknown): readonly string[] {
  return (Array.isArray(items) ? items : []).map((item) => String(Object(item).uri));
}

/** The scene of one tool on one route. */
export function sceneOf(tool: string, { client, emulator, listener, ...route }: ToolRoute): Scene {
  const sent: string[] = [];
  const use = async (name: string, input: Fields): Promise<Fields> => {
    route.sent();
    const answer = await client.callTool(name, input);
    if (name === tool) sent.push(...route.sent().map(({ method }) => method));
    const text = String(Object(Object(answer.content)[0]).text);
    expect(answer.isError === true ? text : undefined).toBeUndefined();
    expect(text).not.toMatch(/^$|undefined|\[object/);
    return Object(answer.structuredContent);
  };
  const isWrite = tools.some(({ name, effect }) => name === tool && effect !== 'read');
  const rehearse = async (input: Fields): Promise<void> => {
    if (!isWrite) return;
    const before = sent.length;
    await use(tool, { ...input, dry_run: true });
    expect(sent.slice(before).filter((method) => method !== 'GET')).toEqual([]);
  };
  return {
    world: emulator.world,
    listener,
    tracks: emulator.world.catalogue.tracks.list().filter(({ markets }) => markets.includes(listener.country)),
    async call(input = {}) {
      await rehearse(input);
      return await use(tool, input);
    },
    also: use,
    sent,
    async confirmed(input) {
      await rehearse(input);
      const { outcome, confirm } = await use(tool, input);
      expect(outcome).toBe('needs_confirmation');
      expect(sent.filter((method) => method !== 'GET')).toEqual([]);
      return await use(tool, { ...input, confirm });
    },
  };
}
