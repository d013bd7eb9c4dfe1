import { describe, expect, test } from 'vitest';
import { accountsProofs } from './accounts.ts';
import { errorsProofs, faultsProofs, limitsProofs } from './answers.ts';
import { libraryProofs, pagingProofs, playlistsProofs, searchProofs } from './collections.ts';
import { historyProofs, playerProofs } from './player.ts';
import { profilesProofs } from './profiles.ts';
import { requirements } from './requirements.ts';

const proofs: Readonly<Record<string, Readonly<Record<string, () => Promise<void>>>>> = {
  accounts: accountsProofs,
  errors: errorsProofs,
  faults: faultsProofs,
  history: historyProofs,
  library: libraryProofs,
  limits: limitsProofs,
  paging: pagingProofs,
  player: playerProofs,
  playlists: playlistsProofs,
  profiles: profilesProofs,
  search: searchProofs,
};

describe.each(Object.entries(requirements))('%s', (area, names) => {
  test.each(names)('%s', async (name) => {
    const proof = proofs[area]?.[name];
    if (!proof) throw new Error(`nothing proves that ${name}`);
    // A proof that looks at nothing proves nothing.
    expect.hasAssertions();
    await proof();
  });

  test('nothing is proved that is not required', () => {
    expect(Object.keys(proofs[area] ?? {}).filter((name) => !names.some((required) => required === name))).toEqual([]);
  });
});
