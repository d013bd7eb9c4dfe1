import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { listEndpoints } from '../src/endpoints/index.js';
import { readmePath, renderEndpointTable, withEndpointTable } from './endpoint-table.js';

test('README.md lists the endpoints as they are', async () => {
  const text = await readFile(readmePath, 'utf8');
  expect(text).toBe(withEndpointTable(text, listEndpoints()));
});

test('a row shows its name, method, path, scopes and access', () => {
  const rows = listEndpoints().filter(({ name }) => name === 'player.pause' || name === 'me.top');
  expect(renderEndpointTable(rows).split('\n')).toEqual([
    '| Name           | Method | Path               | Scopes                       | Access   |',
    '| -------------- | ------ | ------------------ | ---------------------------- | -------- |',
    '| `me.top`       | GET    | `/me/top/{type}`   | `user-top-read`              | everyone |',
    '| `player.pause` | PUT    | `/me/player/pause` | `user-modify-playback-state` | everyone |',
  ]);
});

test('what stands around the table stays', () => {
  const text = 'before\n<!-- endpoints:start -->\nold\n<!-- endpoints:end -->\nafter\n';
  const changed = withEndpointTable(text, []);
  expect(changed).toMatch(/^before\n/);
  expect(changed).toMatch(/\nafter\n$/);
  expect(changed).not.toContain('old');
});

test('a text without the markers is refused', () => {
  expect(() => withEndpointTable('no table', [])).toThrow('endpoints:start');
});
