import { manualClock } from '@tonearm/resilience/testing';
import { createSpotifyEmulator, type FaultPreset } from '@tonearm/spotify-emulator';
import { expect, test } from 'vitest';
import { type Stage, stage } from '../runtime/stage.ts';
import { createPlaylist, readAlbum, skipToNext } from './calls.ts';

/** Every preset of the emulator, in words; a new one does not compile until it is here. */
const presets: Readonly<Record<FaultPreset, string>> = {
  flaky: 'one request in five fails in one of the usual ways (its delays are left out here)',
  'rate-limited': 'nothing but 429 for four seconds',
  'quota-exhausted': 'the daily quota is used up',
  'no-device': 'every device has fallen asleep',
  'free-account': 'nobody has Premium',
  'expired-token': 'every token has expired',
  outage: 'nothing but 503, from the accounts service too',
};

const calls = { 'a read': readAlbum, 'a write (POST)': createPlaylist, 'a player command (POST)': skipToNext } as const;
type CallName = keyof typeof calls;

/** Chance needs several calls to show; everything else happens each time. */
const repetitions = (preset: FaultPreset): number => (preset === 'flaky' ? 40 : 1);

/** A fresh stage on which the preset strikes once somebody is signed in. */
async function stageWith(preset: FaultPreset): Promise<Stage> {
  const clock = manualClock(Date.UTC(2026, 0, 1));
  const emulator = createSpotifyEmulator({ now: clock.now, seed: 1 });
  const set = await stage({ clock, emulator });
  await set.during(set.runtime.spotify.me.profile());
  await set.during(set.runtime.spotify.player.play());
  emulator.faults.preset(preset);
  const rules = emulator.faults.list();
  if (rules.some(({ delayMs }) => delayMs !== undefined)) {
    // The emulator is late in real time, which no test waits for.
    emulator.faults.clear();
    for (const { delayMs: _late, ...rule } of rules) if (Object.keys(rule).length > 1) emulator.faults.add(rule);
  }
  set.entries();
  return set;
}

interface Observed {
  readonly outcome: string;
  readonly requests: number;
  readonly tookMs: number;
}

async function observe(preset: FaultPreset, name: CallName): Promise<readonly Observed[]> {
  const set = await stageWith(preset);
  const seen: Observed[] = [];
  for (let number = 0; number < repetitions(preset); number += 1) {
    const { result, tookMs } = await set.during<unknown>(calls[name](set, number));
    const outcome = result.status === 'fulfilled' ? 'answered' : `\`${result.reason.code}\``;
    seen.push({ outcome, requests: set.entries().length, tookMs });
  }
  return seen;
}

function describeAll(seen: readonly Observed[]): string {
  const [first] = seen;
  const most = Math.max(...seen.map(({ requests }) => requests));
  const requests = most === 1 ? '1 request' : `${most} requests`;
  if (seen.length > 1) {
    const answered = seen.filter(({ outcome }) => outcome === 'answered').length;
    return `${answered} of ${seen.length} answered, each with at most ${requests}`;
  }
  const { outcome = '', tookMs = 0 } = first ?? {};
  // Below a second it is the stage that takes its time.
  const after = tookMs < 1_000 ? '' : ` after ${Math.floor(tookMs / 1_000)} s`;
  return `${outcome}${after}, ${requests}`;
}

test('every preset of the emulator has the outcome that the table says, for a read, a write and a player command', async () => {
  const names = Object.keys(calls) as CallName[];
  const rows: string[][] = [];
  for (const preset of Object.keys(presets) as FaultPreset[]) {
    const cells: string[] = [];
    for (const name of names) {
      const seen = await observe(preset, name);
      for (const { requests, tookMs } of seen) {
        expect(tookMs).toBeLessThanOrEqual(45_500);
        // Only what Spotify has refused for its pace or its token, and so has not carried out, is a POST sent for again.
        const wasRefused = preset === 'rate-limited' || preset === 'expired-token';
        expect(requests).toBeLessThanOrEqual(name === 'a read' ? 3 : wasRefused ? 2 : 1);
      }
      cells.push(describeAll(seen));
    }
    rows.push([`\`${preset}\`: ${presets[preset]}`, ...cells]);
  }
  await expect(page(['preset', ...names], rows)).toMatchFileSnapshot('../../docs/guide/faults.md');
});

function page(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    '# What happens when Spotify fails',
    '',
    'What one call comes to under each fault preset of the emulator. A test makes these calls and writes this table;',
    'a word in code is the code of the error.',
    '',
    line(head),
    line(head.map(() => '---')),
    ...rows.map(line),
    '',
    'A call ends within 45 seconds whatever happens. A POST is sent once, unless Spotify has refused it for its pace or for',
    'its token: then it was not carried out. Reads that were answered within the last day are answered from the cache',
    'while Spotify is ill, where their cache rule allows it.',
    '',
  ].join('\n');
}
