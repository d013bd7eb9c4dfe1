import { AbortedError } from '../../errors.js';
import { checkSignal, checkTimeout, invalidOption } from '../../request/check-options.js';
import { randomText } from '../pkce.js';
import { SignInError } from '../sign-in-error.js';
import { type ConsentOptions, startConsent } from '../start-consent.js';
import type { TokenSet } from '../token-source.js';
import { listenForRedirect } from './loopback.js';
import { defaultPages, failurePage, type SignInPages } from './pages.js';

/** How a person signs in at this machine. */
export interface SignInOptions extends Omit<ConsentOptions, 'redirectUri' | 'state' | 'verifier'> {
  /** Default: http://127.0.0.1/callback, at any free port. */
  readonly redirectUri?: string | undefined;
  /** Gets the page where the person consents: open it in a browser, or print it. */
  readonly onUrl: (url: string) => void | Promise<void>;
  /** How long to wait for the person, in milliseconds. Default: five minutes. */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** What the browser shows in the end: it waits until the person is signed in, or is not. Default: English sentences. */
  readonly pages?: SignInPages | undefined;
}

/** Signs a person in by authorization code with PKCE: waits on this machine for the browser to come back, and gives the tokens. */
export async function signIn(options: SignInOptions): Promise<TokenSet> {
  const {
    redirectUri = 'http://127.0.0.1/callback',
    onUrl,
    timeoutMs = 300_000,
    signal,
    pages = defaultPages,
  } = options;
  checkTimeout(timeoutMs);
  checkSignal(signal);
  checkOnUrl(onUrl);
  if (signal?.aborted) throw givenUp(signal);
  const state = randomText(16);
  const loopback = await listenForRedirect({ redirectUri, state });
  let page: string | undefined;
  try {
    const consent = await startConsent({ ...options, redirectUri: loopback.redirectUri, state });
    const reply = await within({ timeoutMs, signal }, Promise.race([loopback.reply, failureOf(onUrl, consent.url)]));
    // Bounded by itself: the exchange of the code has a limit of its own.
    const tokens = await within({ signal }, consent.finish(reply));
    page = pages.signedIn;
    return tokens;
  } catch (error) {
    page = failurePage(error, pages);
    throw error;
  } finally {
    await loopback.close(page);
  }
}

/** Shows the page of consent. Only its failure is an end: whoever opens a browser may wait until it is closed, and it waits for us. */
async function failureOf(onUrl: SignInOptions['onUrl'], url: string): Promise<never> {
  await onUrl(url);
  return new Promise<never>(() => undefined);
}

function checkOnUrl(onUrl: unknown): void {
  if (typeof onUrl === 'function') return;
  throw invalidOption(
    'onUrl',
    'must be a function',
    'It gets the page where the person consents: open it in a browser, or print it, such as (url) => console.log(url).',
  );
}

function givenUp(signal: AbortSignal | undefined): AbortedError {
  return new AbortedError('The sign-in was given up.', { cause: signal?.reason });
}

/** How long something is waited for. */
interface Patience {
  /** In milliseconds; absent where it ends by itself. */
  readonly timeoutMs?: number;
  readonly signal: AbortSignal | undefined;
}

/** Waits, but not for ever. */
async function within<T>({ timeoutMs, signal }: Patience, reply: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let giveUp: () => void = () => undefined;
  const end = new Promise<never>((_resolve, reject) => {
    giveUp = () => reject(givenUp(signal));
    if (signal?.aborted) giveUp();
    signal?.addEventListener('abort', giveUp, { once: true });
    if (timeoutMs === undefined) return;
    const late = `Nobody signed in within ${timeoutMs / 1000} s.`;
    timer = setTimeout(() => reject(new SignInError(late, { reason: 'timeout', hint: 'Sign in again.' })), timeoutMs);
  });
  try {
    return await Promise.race([reply, end]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', giveUp);
  }
}
