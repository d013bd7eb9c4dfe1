import { tools } from '@tonearm/tools';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ListeningEmulator, type SharedProcess, shareProcess, startEmulator, tonearm } from './tonearm.ts';
import { toolCases } from './tool-cases.ts';

let spotify: ListeningEmulator;
let olderApp: ListeningEmulator;
// A process of its own for each tool once; what else it says is asked of one that they share.
let shared: SharedProcess;
beforeAll(async () => {
  [spotify, olderApp, shared] = await Promise.all([
    startEmulator(),
    startEmulator({ profile: 'extended' }),
    shareProcess(),
  ]);
});
afterAll(async () => {
  shared.end();
  await Promise.all([spotify.close(), olderApp.close()]);
});
beforeEach(() => {
  for (const { emulator } of [spotify, olderApp]) {
    emulator.reset();
    emulator.faults.clear();
  }
});

const commands = tools.filter(({ command }) => command !== undefined);

test('every tool that is a command has a case here', () => {
  expect(Object.keys(toolCases).sort()).toEqual(commands.map(({ name }) => name).sort());
});

describe.each(commands.map((tool) => [tool.command?.path.join(' ') ?? '', tool] as const))('tonearm %s', (_, tool) => {
  const { works, fails } = toolCases[tool.name] ?? {};

  test('prints JSON of the promised shape, and does what it says', async () => {
    const { emulator, environment } = works?.isOlderApp ? olderApp : spotify;
    works?.prepare?.(emulator);
    const { exitCode, out, err } = await tonearm([...(works?.words(emulator) ?? []), '--json'], { environment });
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    const output: unknown = JSON.parse(out);
    expect(tool.output.safeParse(output).error).toBeUndefined();
    works?.check(output, emulator);
  });

  // What is changed is said in the same words by all that change something.
  if (tool.effect === 'read') {
    test('says something to a person', async () => {
      const { emulator, environment } = works?.isOlderApp ? olderApp : spotify;
      works?.prepare?.(emulator);
      const { exitCode, out, err } = await shared.run(works?.words(emulator) ?? [], environment);
      expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
      expect(out.trim()).not.toBe('');
      expect(out).not.toMatch(/undefined|\[object/);
    });
  }

  test('ends with the documented exit code when it cannot', async () => {
    const { emulator, environment } = spotify;
    fails?.prepare?.(emulator);
    if (fails?.fault) emulator.faults.add(fails.fault);
    const words = [...(fails?.words(emulator) ?? []), '--json'];
    const { exitCode, err } = await shared.run(words, { ...environment, ...fails?.environment });
    const report: unknown = JSON.parse(err);
    expect(report).toMatchObject({
      error: { code: fails?.code, message: expect.any(String), hint: expect.any(String) },
    });
    expect(exitCode).toBe(fails?.exitCode);
  });
});
