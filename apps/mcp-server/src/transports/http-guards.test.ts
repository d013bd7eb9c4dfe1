import { describe, expect, test } from 'vitest';
import { type GuardedRequest, type GuardOptions, maxBodyBytes, refuse } from './http-guards.js';

const local: GuardOptions = { isRemote: false, allowedHosts: [], allowedOrigins: [] };
const post = (headers: GuardedRequest['headers'] = {}, path = '/mcp'): GuardedRequest => ({
  method: 'POST',
  path,
  headers: { host: '127.0.0.1:3333', 'content-type': 'application/json', ...headers },
});

describe('Host', () => {
  test.each(['127.0.0.1:3333', 'localhost:3333', '[::1]:3333', 'LOCALHOST'])('accepts %s', (host) => {
    expect(refuse(post({ host }), local)).toBeUndefined();
  });

  test.each(['evil.example', '192.0.2.7', 'localhost.evil.example', '127.0.0.1.evil.example', 'a b', ''])(
    'refuses "%s" on a server for this machine',
    (host) => {
      expect(refuse(post({ host }), local)).toMatchObject({ status: 403 });
    },
  );

  test('refuses a request without a Host', () => {
    expect(refuse({ ...post(), headers: {} }, local)).toMatchObject({ status: 403 });
  });

  test('accepts a name that was allowed', () => {
    expect(refuse(post({ host: 'music.lan' }), { ...local, allowedHosts: ['music.lan'] })).toBeUndefined();
  });

  test('accepts any address, but no other name, on a server for other machines', () => {
    const remote = { ...local, isRemote: true };
    expect(refuse(post({ host: '192.0.2.7:3333' }), remote)).toBeUndefined();
    expect(refuse(post({ host: 'evil.example' }), remote)).toMatchObject({ status: 403 });
  });
});

describe('Origin', () => {
  test.each(['https://evil.example', 'null', 'http://localhost.evil.example', 'nonsense'])('refuses %s', (origin) => {
    expect(refuse(post({ origin }), local)).toMatchObject({ status: 403 });
  });

  test('accepts this machine, and an origin that was allowed', () => {
    expect(refuse(post({ origin: 'http://localhost:6274' }), local)).toBeUndefined();
    const options = { ...local, allowedOrigins: ['https://app.example'] };
    expect(refuse(post({ origin: 'https://app.example' }), options)).toBeUndefined();
    expect(refuse(post({ origin: 'https://app.example:8443' }), options)).toMatchObject({ status: 403 });
  });
});

describe('bearer token', () => {
  const options = { ...local, token: 'secret' };

  test.each([undefined, 'Bearer wrong', 'Bearer secret2', 'Basic secret', 'Bearer'])('refuses %s', (authorization) => {
    expect(refuse(post(authorization === undefined ? {} : { authorization }), options)).toMatchObject({
      status: 401,
      headers: { 'www-authenticate': expect.stringContaining('Bearer') },
    });
  });

  test('accepts the right one', () => {
    expect(refuse(post({ authorization: 'Bearer secret' }), options)).toBeUndefined();
  });

  test('is asked for metrics, but not for health checks', () => {
    const get = (path: string): GuardedRequest => ({ method: 'GET', path, headers: { host: 'localhost' } });
    expect(refuse(get('/metrics'), options)).toMatchObject({ status: 401 });
    expect(refuse(get('/livez'), options)).toBeUndefined();
    expect(refuse(get('/readyz'), options)).toBeUndefined();
  });
});

describe('body', () => {
  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', ''])('refuses %s', (type) => {
    expect(refuse(post({ 'content-type': type }), local)).toMatchObject({ status: 415 });
  });

  test('accepts JSON with a charset', () => {
    expect(refuse(post({ 'content-type': 'application/json; charset=utf-8' }), local)).toBeUndefined();
  });

  test('refuses a body that says it is too long', () => {
    expect(refuse(post({ 'content-length': String(maxBodyBytes) }), local)).toBeUndefined();
    expect(refuse(post({ 'content-length': String(maxBodyBytes + 1) }), local)).toMatchObject({ status: 413 });
  });
});
