import { ToolError } from '../errors.js';

/** The keychain of the operating system, for this user. */
export interface Keychain {
  /** The secret kept under a name; undefined when there is none. */
  read(name: string): Promise<string | undefined>;
  write(name: string, secret: string): Promise<void>;
  /** Tells whether there was one. */
  delete(name: string): Promise<boolean>;
}

/** What of `@napi-rs/keyring` is used. */
interface Entry {
  getPassword(): Promise<string | null | undefined>;
  setPassword(secret: string): Promise<void>;
  deletePassword(): Promise<boolean>;
}
type EntryClass = new (service: string, name: string, options: object) => Entry;

/** How to open a keychain otherwise than usual. */
export interface KeychainOptions {
  /** Loads `@napi-rs/keyring`. */
  readonly load?: () => Promise<unknown>;
  /** Which of Linux's: the kernel's own forgets at the next start of the machine, so it is not the usual one. */
  readonly linuxStore?: 'secret-service' | 'keyutils';
}

const service = 'tonearm';
/** Not a literal, so that no bundler looks for what need not be there. */
const packageName: string = '@napi-rs/keyring';

/** Opens the keychain. Throws a ToolError that says why there is none here: the package is not installed, or nothing keeps secrets. */
export async function openKeychain(options: KeychainOptions = {}): Promise<Keychain> {
  const { load = () => import(packageName), linuxStore = 'secret-service' } = options;
  const Entry = entryClassOf(
    await load().catch((cause: unknown) => {
      throw noKeychain('the optional package @napi-rs/keyring is not installed', cause);
    }),
  );
  const at = (name: string): Entry => new Entry(service, name, { linux: { store: linuxStore } });
  const keychain: Keychain = {
    read: async (name) => (await opened(() => at(name).getPassword())) ?? undefined,
    write: (name, secret) => opened(() => at(name).setPassword(secret)),
    delete: (name) => opened(() => at(name).deletePassword()),
  };
  // Whether anything keeps secrets here shows only when it is asked.
  await keychain.read('is-there-a-keychain');
  return keychain;
}

/** The package's own errors speak of the system's insides; one of them comes from making an entry. */
async function opened<T>(use: () => Promise<T>): Promise<T> {
  try {
    return await use();
  } catch (cause) {
    throw noKeychain('this machine has none that lets us in', cause);
  }
}

function entryClassOf(module: unknown): EntryClass {
  const { AsyncEntry } = Object(module) as Readonly<Record<string, unknown>>;
  if (typeof AsyncEntry === 'function') return AsyncEntry as EntryClass;
  throw noKeychain('the installed @napi-rs/keyring is not one that Tonearm knows', undefined);
}

function noKeychain(reason: string, cause: unknown): ToolError {
  return new ToolError(
    'keychain',
    `The keychain cannot be used: ${reason}.`,
    'Install @napi-rs/keyring beside Tonearm and unlock the keychain, or set TONEARM_TOKEN_STORE=file and sign in again.',
    { cause },
  );
}
