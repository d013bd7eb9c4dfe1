import { expect, test } from 'vitest';
import { describeError, redact } from './redact.js';

test.each([
  ['Authorization: Bearer BQDx-y.z~1', 'Authorization: Bearer [secret]'],
  ['Basic dG9uZWFybTpz=', 'Basic [secret]'],
  ['GET /callback?code=AQB123&state=x', 'GET /callback?code=[secret]&state=x'],
  ['refresh_token=abc"', 'refresh_token=[secret]"'],
  ['redis://default:hunter2@cache:6379/0', 'redis://[secret]@cache:6379/0'],
  ['asked by lena.lind+music@example.co.uk twice', 'asked by [e-mail] twice'],
  ['{"deep":{"er":[{"refreshToken":"AQ\\"x","n":1}]}}', '{"deep":{"er":[{"refreshToken":"[secret]","n":1}]}}'],
  ['{"token":{"value":"AQx"},"a":1}', '{"token":"[secret]","a":1}'],
  ['{"code":["AQx","AQy"],"a":1}', '{"code":"[secret]","a":1}'],
  ['{"user":"lena","password":"hunter2"}', '{"user":"lena","password":"[secret]"}'],
  ['{"code":12,"tokens":3}', '{"code":"[secret]","tokens":3}'],
  ['playlist 37i9dQZF1 of listener', 'playlist 37i9dQZF1 of listener'],
])('makes of %j %j', (line, clean) => {
  expect(redact(line)).toBe(clean);
});

test('tells of an error and its causes what they are, and nothing that somebody wrote', () => {
  const cause = Object.assign(new TypeError('token BQD'), { code: 'network', endpoint: 'albums.get' });
  const described = JSON.stringify(describeError(new Error('secret words', { cause })));
  expect(described).toContain('"name":"TypeError","kind":"network","endpoint":"albums.get"');
  expect(described).not.toMatch(/secret|BQD/);
  expect(describeError('thrown text')).toEqual({ name: 'string' });
});
