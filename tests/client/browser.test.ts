import { findProgram, servicesAreOff } from '@tonearm/tooling/services';
import { chromium } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { bundle } from './anywhere/bundle.ts';
import { OUTCOME, program } from './anywhere/program.ts';
import { openStage } from './anywhere/stage.ts';

const PROGRAM = `export * from '${import.meta.dirname}/anywhere/program.ts';
export { webTokenStore } from '@tonearm/spotify-client';
export { tokenStoreContract } from '@tonearm/spotify-client/testing';`;

/** Runs the rules of a store in a page; gives those that are broken. */
const BROKEN_RULES = `(async () => {
  const { tokenStoreContract, webTokenStore } = program;
  const broken = [];
  const open = async () => {
    localStorage.clear();
    return [webTokenStore({ storage: localStorage }), webTokenStore({ storage: localStorage })];
  };
  for (const { name, run } of tokenStoreContract(open)) await run().catch((error) => broken.push(name + ': ' + error));
  return { broken, locks: typeof navigator.locks };
})()`;

test('the program of all platforms runs in Node', async () => {
  await using stage = await openStage();
  expect(await program(stage)).toEqual(OUTCOME);
  expect(stage.emulator.journal.entries().map(({ path }) => path)).not.toContain('/stolen');
});

describe.skipIf(servicesAreOff)('in a page of a real browser', () => {
  test('the client signs in, reads, writes and fails as it does in Node', { timeout: 60_000 }, async () => {
    await using stage = await openStage(await bundle(PROGRAM));
    const { path, environment } = findProgram('chromium');
    // Containers and CI have no sandbox for a browser; it only ever sees our own page.
    const launch = { executablePath: path, args: ['--no-sandbox'], env: { ...process.env, ...environment } };
    const browser = await chromium.launch(launch);
    try {
      const page = await browser.newPage();
      await page.exposeFunction('agree', async (consentUrl: string) => {
        const window = await browser.newPage();
        await window.goto(`${consentUrl}&decision=allow`);
        return window.url();
      });
      await page.goto(stage.pageUrl);
      const { emulator: _, agree: __, ...places } = stage;
      const call = `program.program({ ...${JSON.stringify(places)}, agree })`;
      expect(await page.evaluate(call)).toEqual(OUTCOME);
      expect(await page.evaluate(BROKEN_RULES)).toEqual({ broken: [], locks: 'object' });
      expect(stage.emulator.journal.entries().map((entry) => entry.path)).not.toContain('/stolen');
    } finally {
      await browser.close();
    }
  });
});
