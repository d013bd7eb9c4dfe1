import { expect, test } from 'vitest';
import { openKeychain } from './keychain.js';

const fault = (message: RegExp): object => ({
  code: 'keychain',
  message: expect.stringMatching(message),
  hint: expect.stringContaining('TONEARM_TOKEN_STORE=file'),
});

test('without the package says that it is not installed', async () => {
  const load = () => import(String('@tonearm/not-a-package'));
  await expect(openKeychain({ load })).rejects.toMatchObject(fault(/not installed/));
});

test('a package of another shape is not used', async () => {
  await expect(openKeychain({ load: async () => ({ Entry: 1 }) })).rejects.toMatchObject(fault(/not one that/));
});

test('a keychain that is locked says so when it is opened, and one that locks later when it is used', async () => {
  let isLocked = true;
  class AsyncEntry {
    async getPassword(): Promise<null> {
      if (isLocked) throw new Error('org.freedesktop.Secret.Error.IsLocked');
      return null;
    }
    async setPassword(): Promise<void> {
      await this.getPassword();
    }
  }
  const load = async (): Promise<object> => ({ AsyncEntry });
  await expect(openKeychain({ load })).rejects.toMatchObject(fault(/lets us in/));
  isLocked = false;
  const keychain = await openKeychain({ load });
  expect(await keychain.read('a')).toBeUndefined();
  isLocked = true;
  await expect(keychain.write('a', 'secret')).rejects.toMatchObject(fault(/lets us in/));
  await expect(keychain.write('a', 'secret')).rejects.not.toThrow(/secret/);
});

// Elsewhere the real package would leave something in a person's real keychain.
test.skipIf(process.platform !== 'linux')(
  'the real package opens nothing where there is no Secret Service',
  async () => {
    const before = process.env.DBUS_SESSION_BUS_ADDRESS;
    process.env.DBUS_SESSION_BUS_ADDRESS = 'unix:path=/nonexistent';
    try {
      await expect(openKeychain()).rejects.toMatchObject(fault(/lets us in/));
    } finally {
      if (before === undefined) delete process.env.DBUS_SESSION_BUS_ADDRESS;
      else process.env.DBUS_SESSION_BUS_ADDRESS = before;
    }
  },
);
