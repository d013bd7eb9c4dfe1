import { AuthenticationError, NetworkError } from '@tonearm/spotify-client';
import { expect, test, vi } from 'vitest';
import { renewable, type SignIn } from './renewable-token.js';

const refusal = new AuthenticationError('no', { status: 400 });
const good = (identity: string): SignIn => ({ identity, source: { token: async () => identity } });
const refused = (identity: string): SignIn => ({ identity, source: { token: () => Promise.reject(refusal) } });

test('looks for the sign-in once, however many ask', async () => {
  const find = vi.fn(async () => good('a'));
  const source = renewable(find);
  expect(find).not.toHaveBeenCalled();
  await Promise.all(Array.from({ length: 50 }, () => source.token()));
  expect(find).toHaveBeenCalledTimes(1);
});

test('looks again after there was none', async () => {
  const find = vi.fn().mockRejectedValueOnce(refusal).mockResolvedValue(good('a'));
  const source = renewable(find);
  await expect(source.token()).rejects.toBe(refusal);
  expect(await source.token()).toBe('a');
});

test('goes on with another sign-in after the first was refused, once for all, and says so', async () => {
  const find = vi.fn().mockResolvedValueOnce(refused('a')).mockResolvedValue(good('b'));
  const replaced = vi.fn();
  const source = renewable(find, replaced);
  const tokens = await Promise.all(Array.from({ length: 50 }, () => source.token()));
  expect(new Set(tokens)).toEqual(new Set(['b']));
  expect(find).toHaveBeenCalledTimes(2);
  expect(replaced).toHaveBeenCalledTimes(1);
});

test('never tries a refused sign-in again', async () => {
  const token = vi.fn(() => Promise.reject(refusal));
  const replaced = vi.fn();
  const source = renewable(async () => ({ identity: 'a', source: { token } }), replaced);
  await expect(source.token()).rejects.toBe(refusal);
  expect(token).toHaveBeenCalledTimes(1);
  expect(replaced).not.toHaveBeenCalled();
});

test('does not take an outage for a refusal', async () => {
  const outage = new NetworkError('down');
  const find = vi.fn(async () => ({ identity: 'a', source: { token: () => Promise.reject(outage) } }));
  await expect(renewable(find).token()).rejects.toBe(outage);
  expect(find).toHaveBeenCalledTimes(1);
});

test('asks for another access token where one was rejected', async () => {
  const refresh = vi.fn(async () => 'fresh');
  const source = renewable(async () => ({ identity: 'a', source: { token: async () => 'old', refresh } }));
  expect(await source.refresh?.('old')).toBe('fresh');
  expect(refresh).toHaveBeenCalledWith('old', undefined);
});

test('begins anew for the next who asks, after everybody has left', async () => {
  const find = vi
    .fn<(signal: AbortSignal) => Promise<SignIn>>()
    .mockImplementationOnce(() => new Promise(() => undefined))
    .mockResolvedValue(good('b'));
  const source = renewable(find);
  await expect(source.token({ signal: AbortSignal.abort('gone') })).rejects.toBe('gone');
  expect(find.mock.calls[0]?.[0].aborted).toBe(true);
  expect(await source.token()).toBe('b');
});
