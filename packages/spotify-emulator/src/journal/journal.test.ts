import { expect, test } from 'vitest';
import { createCaller, start } from '../../testing/caller.js';
import { createJournal, type JournalEntry } from './journal.js';

test('says what was asked, by whom, and what came of it', async () => {
  const { emulator, post, get } = createCaller();
  await post('/me/playlists?x=1', { name: 'Noted' });
  await get('/nothing');
  expect(emulator.journal.entries()).toEqual([
    {
      at: start,
      method: 'POST',
      path: '/v1/me/playlists',
      query: { x: '1' },
      body: { name: 'Noted' },
      status: 201,
      user: 'listener',
      operation: 'create-playlist',
    },
    {
      at: start,
      method: 'GET',
      path: '/v1/nothing',
      query: {},
      body: undefined,
      status: 404,
      user: 'listener',
      operation: undefined,
      message: 'Not found.',
    },
  ]);
  emulator.journal.clear();
  expect(emulator.journal.entries()).toEqual([]);
});

test('never shows secrets', async () => {
  const { emulator } = createCaller();
  const { refresh_token } = emulator.grant();
  const form = {
    grant_type: 'refresh_token',
    client_id: 'tonearm-emulator',
    client_secret: 'tonearm-secret',
    refresh_token,
  };
  await emulator.fetch('/api/token', { method: 'POST', body: new URLSearchParams(form) });
  const written = JSON.stringify(emulator.journal.entries());
  expect(written).not.toContain(refresh_token);
  expect(written).not.toContain('tonearm-secret');
  expect(emulator.journal.entries()[0]).toMatchObject({ operation: 'token', body: { grant_type: 'refresh_token' } });
});

test('forgets the oldest rather than growing for ever', () => {
  const journal = createJournal();
  const entry: JournalEntry = {
    at: 0,
    method: 'GET',
    path: '/',
    query: {},
    body: undefined,
    status: 200,
    user: undefined,
    operation: undefined,
  };
  for (let at = 0; at < 25_000; at += 1) journal.record({ ...entry, at });
  expect(journal.entries().length).toBeLessThanOrEqual(10_000);
  expect(journal.entries().at(-1)?.at).toBe(24_999);
});
