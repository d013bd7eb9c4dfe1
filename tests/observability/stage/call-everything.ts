import { listEndpoints } from '@tonearm/spotify-client';
import type { SpotifyEmulator } from '@tonearm/spotify-emulator';
import { tools } from '@tonearm/tools';
import type { Runtime } from '@tonearm/tools/runtime';
import { exampleParams, PREPARATIONS } from '../../contract/example-params.ts';

const otherMethods = [
  ...['tools/list', 'prompts/list', 'prompts/get', 'resources/list', 'resources/templates/list', 'resources/read'],
  'completion/complete',
];

/**
 * The most that one server can come to: every endpoint called, answered by the cache too, and with a Spotify that
 * refuses; every tool well and failing in two ways, by clients of both protocols.
 */
export async function callEverything({ spotify, recordOperation }: Runtime, emulator: SpotifyEmulator): Promise<void> {
  const names = listEndpoints().map(({ name }) => name);
  const call = (name: string, params: object): Promise<unknown> =>
    spotify.call(name, { ...params }).catch(() => undefined);
  const callAll = async (): Promise<void> => {
    for (const name of names) {
      for (const [earlier, params] of PREPARATIONS[name]?.(emulator.world) ?? []) await call(earlier, params);
      await call(name, exampleParams(name, emulator.world));
    }
  };
  await callAll();
  await callAll();
  const mend = emulator.faults.add({ status: 404 });
  await callAll();
  mend();
  for (const protocolVersion of ['2025-11-25', '2026-07-28']) {
    const operation = { transport: 'tcp', seconds: 0.1, protocolVersion } as const;
    for (const method of otherMethods) recordOperation({ ...operation, method });
    for (const errorType of [undefined, 'not_found', 'invalid_arguments']) {
      for (const { name } of tools) recordOperation({ ...operation, method: 'tools/call', tool: name, errorType });
    }
  }
}
