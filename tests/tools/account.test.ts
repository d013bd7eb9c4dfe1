import { describe, expect, test } from 'vitest';
import { drivesEveryToolOf, stage } from './stage.js';

drivesEveryToolOf('account');

describe('get_profile', () => {
  test('says whose account it is, and never the e-mail address', async () => {
    const { call, listener, requests } = await stage({ profile: 'extended' });
    const { output, text } = await call('get_profile');
    expect(requests()).toEqual(['GET /v1/me']);
    expect(output).toMatchObject({ id: 'listener', name: listener.display_name, country: 'SE', plan: 'premium' });
    expect(JSON.stringify(output) + text).not.toContain(listener.email);
  });
});

describe('undo_write', () => {
  test('says that there is nothing to undo', async () => {
    const { call } = await stage();
    await expect(call('undo_write')).rejects.toThrow('There is nothing to undo');
  });

  test('undoes each write once, the last first, and only shows it as a rehearsal', async () => {
    const { call, listener } = await stage();
    await call('create_playlist', { name: 'One' });
    await call('create_playlist', { name: 'Two' });
    const names = () => listener.playlists.map(({ name }) => name);
    expect((await call('undo_write', { dry_run: true })).output).toMatchObject({ outcome: 'planned' });
    expect(names()).toEqual(expect.arrayContaining(['One', 'Two']));
    await call('undo_write');
    expect(names()).not.toContain('Two');
    await expect(call('undo_write', { id: 'w2' })).rejects.toMatchObject({ hint: 'Known: w1.' });
    await call('undo_write', { id: 'w1' });
    expect(names()).not.toContain('One');
  });
});
