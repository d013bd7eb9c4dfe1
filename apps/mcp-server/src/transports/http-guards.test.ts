import { describe, expect, test } from 'vitest';
import { type GuardedRequest, type GuardOptions, maxBodyBytes, refuseBody, refuseSource } from './http-guards.js';

const local: GuardOptions = { isRemote: false, allowedHosts: [], allowedOrigins: [] };
const post = (headers: GuardedRequest['headers'] = {}): GuardedRequest => ({
  method: 'POST',
  headers: { host: '127.0.0.1:3333', 'content-type': 'application/json', ...headers },
});

describe('Host', () => {
  test.each(['127.0.0.1:3333', 'localhost:3333', '[::1]:3333', 'LOCALHOST'])('accepts %s', (host) => {
    expect(refuseSource(post({ host }), local)).toBeUndefined();
  });

  test.each(['evil.example', '192.0.2.7', 'localhost.evil.example', '127.0.0.1.evil.example', 'a b', ''])(
    'refuses "%s" on a server for this machine',
    (host) => {
      expect(refuseSource(post({ host }), local)).toMatchObject({ status: 403 });
    },
  );

  test('refuses a request without a Host', () => {
    expect(refuseSource({ ...post(), headers: {} }, local)).toMatchObject({ status: 403 });
  });

  test('accepts a name that was allowed', () => {
    expect(refuseSource(post({ host: 'music.lan' }), { ...local, allowedHosts: ['music.lan'] })).toBeUndefined();
  });

  test('accepts any address, but no other name, on a server for other machines', () => {
    const remote = { ...local, isRemote: true };
    expect(refuseSource(post({ host: '192.0.2.7:3333' }), remote)).toBeUndefined();
    expect(refuseSource(post({ host: 'evil.example' }), remote)).toMatchObject({ status: 403 });
  });
});

describe('Origin', () => {
  test.each(['https://evil.example', 'null', 'http://localhost.evil.example', 'nonsense'])('refuses %s', (origin) => {
    expect(refuseSource(post({ origin }), local)).toMatchObject({ status: 403 });
  });

  test('accepts this machine, and an origin that was allowed', () => {
    expect(refuseSource(post({ origin: 'http://localhost:6274' }), local)).toBeUndefined();
    const options = { ...local, allowedOrigins: ['https://app.example'] };
    expect(refuseSource(post({ origin: 'https://app.example' }), options)).toBeUndefined();
    expect(refuseSource(post({ origin: 'https://app.example:8443' }), options)).toMatchObject({ status: 403 });
  });
});

describe('body', () => {
  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', ''])('refuses %s', (type) => {
    expect(refuseBody(post({ 'content-type': type }))).toMatchObject({ status: 415 });
  });

  test('accepts JSON with a charset', () => {
    expect(refuseBody(post({ 'content-type': 'application/json; charset=utf-8' }))).toBeUndefined();
  });

  test('refuses a body that says it is too long', () => {
    expect(refuseBody(post({ 'content-length': String(maxBodyBytes) }))).toBeUndefined();
    expect(refuseBody(post({ 'content-length': String(maxBodyBytes + 1) }))).toMatchObject({ status: 413 });
  });
});
