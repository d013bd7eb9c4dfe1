import type { CacheOptions, GetOrLoadOptions } from './cache.js';
import type { Codec } from './codec.js';
import { InvalidOptionError } from './errors.js';
import type { Freshness } from './freshness.js';
import type { HeaderSource } from './http-headers.js';
import type { Seed } from './load-context.js';
import type { GetManyOptions, GetOrLoadManyOptions } from './many.js';
import { isText, isUserName, type Place, type Scope } from './scope.js';
import type { Moment, SetOptions } from './set.js';
import type { SharedOptions } from './shared-tier.js';
import type { SharedStore } from './store.js';
import type { WarmOptions } from './warming.js';

/** More than this no `setTimeout` can wait for: it would end at once. */
export const longestTimerMs = 2_147_483_647;
/** A `Map` holds no more. */
const mostEntries = 2 ** 24 - 1;

/** What an option must be, and the words for that. */
interface Rule {
  readonly isRight: (value: unknown) => boolean;
  readonly what: string;
}

const isNumber = (value: unknown, least: number, most: number): boolean =>
  typeof value === 'number' && value >= least && value <= most;

const mustBe = (isRight: Rule['isRight'], what: string): Rule => ({ isRight, what });

const duration = mustBe((value) => isNumber(value, 0, Number.POSITIVE_INFINITY), 'milliseconds from 0 on');
const limit = timerOr('for no limit');
const share = mustBe((value) => isNumber(value, 0, 1), 'a number from 0 to 1');
const aFunction = mustBe((value) => typeof value === 'function', 'a function');
const trueOrFalse = mustBe((value) => typeof value === 'boolean', 'true or false');
const text = mustBe(isText, 'a text without half a surrogate pair');
const texts = mustBe(
  (value) => Array.isArray(value) && value.every(isText),
  'a list of texts, none with half a surrogate pair',
);
const anObject = mustBe((value) => typeof value === 'object' && value !== null, 'an object');
const aList = (ofWhat: string): Rule => mustBe(Array.isArray, `a list of ${ofWhat}`);
const aMoment = mustBe((value) => {
  const { sequence, at }: Partial<Moment> = Object(value);
  return typeof sequence === 'number' && typeof at === 'number';
}, 'what moment() gave');
const aSignal = mustBe((value) => value instanceof AbortSignal, 'an AbortSignal');
const anAsker = mustBe(
  (value) => typeof Object(value).id === 'string' && typeof Object(value).isMeant === 'function',
  'somebody with an id, a text, and isMeant, a function',
);
const aCodec = mustBe(
  isCodec,
  'a codec: a name, encode, decode, and an id from 64 to 255, as those below are for ours',
);
const tier = oneOf('both', 'memory');
const flights = oneOf('process', 'everywhere');

function check(option: string, value: unknown, { isRight, what }: Rule): void {
  if (!isRight(value)) throw new InvalidOptionError(option, what, value);
}

function checkIfSaid(option: string, value: unknown, rule: Rule): void {
  if (value !== undefined) check(option, value, rule);
}

/** Throws an {@link InvalidOptionError} for a scope that is nobody's. */
export function checkScope(scope: Scope): void {
  const { kind, user }: { readonly kind?: unknown; readonly user?: unknown } = Object(scope);
  if (kind !== 'public' && !(kind === 'user' && isUserName(user)))
    throw new InvalidOptionError('scope', 'publicScope, or userScope with the name of a user', scope);
}

/** The same for tags that are to be invalidated. */
export function checkTags(tags: readonly string[]): void {
  check('tags', tags, texts);
}

/** The same for tags that a function gave, which are given back. */
export function checkGivenTags(tags: readonly string[]): readonly string[] {
  check('tags()', tags, texts);
  return tags;
}

/** The same for a place: its scope and key. */
export function checkPlace(place: Place): void {
  const { scope, key }: Place = Object(place);
  checkScope(scope);
  check('key', key, text);
}

/** The same for what is told of events. */
export function checkListener(listener: unknown): void {
  check('listener', listener, aFunction);
}

/** The same for the headers of an answer. */
export function checkHeaders(headers: HeaderSource): void {
  check(
    'headers',
    headers,
    mustBe((value) => typeof Object(value).get === 'function', 'headers, such as response.headers'),
  );
}

/** The same for how old a value may be. */
export function checkFreshness(rule: Freshness): void {
  const { freshForMs, staleForMs, graceMs }: Freshness = Object(rule);
  check('freshForMs', freshForMs, duration);
  checkIfSaid('staleForMs', staleForMs, duration);
  checkIfSaid('graceMs', graceMs, duration);
}

/** The same for how long a failure is remembered, as `failureForMs` says. */
export function checkRemembered(forMs: unknown): void {
  checkIfSaid('failureForMs()', forMs, duration);
}

/** How something is kept. */
type Terms = Freshness & Pick<GetOrLoadOptions<unknown>, 'name' | 'jitter' | 'tiers'>;

function checkTerms(terms: Terms): void {
  checkFreshness(terms);
  checkIfSaid('name', terms.name, text);
  checkIfSaid('jitter', terms.jitter, share);
  checkIfSaid('tiers', terms.tiers, tier);
}

/** The same for a value that is set. */
export function checkKept(options: SetOptions<unknown>): void {
  checkPlace(options);
  checkTerms(options);
  checkIfSaid('tags', options.tags, texts);
  checkIfSaid('since', options.since, aMoment);
}

/** How something is asked for, be it one value or many. */
type Question = Terms & Omit<GetOrLoadManyOptions<never>, 'keys' | 'tags' | 'load'> & Record<'load' | 'tags', unknown>;

function checkAsked(question: Question): void {
  checkTerms(question);
  const { load, tags, softTimeoutMs, hardTimeoutMs, retryAfterMs, failureForMs, settle, flight, signal, asker } =
    question;
  check('load', load, aFunction);
  if (typeof tags !== 'function') checkIfSaid('tags', tags, texts);
  checkIfSaid('softTimeoutMs', softTimeoutMs, limit);
  checkIfSaid('hardTimeoutMs', hardTimeoutMs, limit);
  checkIfSaid('retryAfterMs', retryAfterMs, duration);
  checkIfSaid('failureForMs', failureForMs, aFunction);
  checkIfSaid('flight', flight, flights);
  checkIfSaid('asker', asker, anAsker);
  checkIfSaid('signal', signal, aSignal);
  if (settle === undefined) return;
  check('settle', settle, anObject);
  check('settle.forMs', settle.forMs, duration);
  check('settle.freshForMs', settle.freshForMs, duration);
}

/** The same for a question. */
export function checkQuestion<T>(question: GetOrLoadOptions<T>): void {
  checkPlace(question);
  checkAsked(question as Question);
  checkIfSaid('meanwhile', question.meanwhile, aFunction);
  checkIfSaid('isBackground', question.isBackground, trueOrFalse);
}

/** The same for a question about many values that may be there. */
export function checkMany(question: GetManyOptions): void {
  const { scope, keys, tags }: GetManyOptions = Object(question);
  checkScope(scope);
  check('keys', keys, texts);
  checkTerms(question);
  if (typeof tags !== 'function') checkIfSaid('tags', tags, texts);
  checkIfSaid('signal', question.signal, aSignal);
}

/** The same for a question about many values that are loaded when they are not there. */
export function checkManyLoads<T>(question: GetOrLoadManyOptions<T>): void {
  const { scope, keys, maxBatchSize }: GetOrLoadManyOptions<T> = Object(question);
  checkScope(scope);
  check('keys', keys, texts);
  checkAsked(question as Question);
  checkIfSaid(
    'maxBatchSize',
    maxBatchSize,
    mustBe((value) => isNumber(value, 1, Number.POSITIVE_INFINITY), 'a number from 1 on'),
  );
}

/** The same for a part of a value. */
export function checkSeed({ key, rule, tags, scope }: Seed): void {
  check('seed.key', key, text);
  checkFreshness(rule);
  if (tags !== undefined) checkTags(tags);
  if (scope !== undefined) checkScope(scope);
}

/** The same for what is to be warmed; each item is a question of its own. */
export function checkWarmOptions(options: WarmOptions): void {
  const { items, concurrency, budget }: WarmOptions = Object(options);
  check('items', items, aList('questions'));
  for (const [index, item] of items.entries()) check(`items[${index}]`, item, mustBe(anObject.isRight, 'a question'));
  checkIfSaid(
    'concurrency',
    concurrency,
    mustBe((value) => isNumber(value, 0, mostEntries), 'a number from 0 on'),
  );
  checkIfSaid(
    'budget.loads',
    budget?.loads,
    mustBe((value) => isNumber(value, 0, Number.POSITIVE_INFINITY), 'a number from 0 on'),
  );
  checkIfSaid('budget.timeMs', budget?.timeMs, duration);
}

/** The same for the settings of a cache. */
export function checkCacheOptions(options: CacheOptions): void {
  check('options', options, anObject);
  const { maxEntries, maxBytes, maxAgeMs, shared, now, random } = options;
  checkIfSaid(
    'maxEntries',
    maxEntries,
    mustBe(
      (value) => Number.isInteger(value) && isNumber(value, 1, mostEntries),
      `a whole number from 1 to ${mostEntries}`,
    ),
  );
  checkIfSaid(
    'maxBytes',
    maxBytes,
    mustBe((value) => isNumber(value, 1, Number.POSITIVE_INFINITY), 'a number from 1 on'),
  );
  checkIfSaid(
    'maxAgeMs',
    maxAgeMs,
    mustBe(
      (value) => isNumber(value, 1, Number.MAX_SAFE_INTEGER),
      'milliseconds from 1 on, and no Infinity: nothing may be kept for ever',
    ),
  );
  checkIfSaid('now', now, aFunction);
  checkIfSaid('random', random, aFunction);
  if (shared !== undefined) checkSharedOptions(shared);
}

function checkSharedOptions(shared: SharedOptions): void {
  check('shared', shared, anObject);
  const { store, codec, alsoReads, ...times } = shared;
  check('shared.store', store, mustBe(isStore, 'a store, such as redisStore({ client })'));
  checkIfSaid('shared.codec', codec, aCodec);
  checkIfSaid('shared.alsoReads', alsoReads, aList('codecs'));
  for (const [index, each] of (alsoReads ?? []).entries()) check(`shared.alsoReads[${index}]`, each, aCodec);
  checkIfSaid('shared.timeoutMs', times.timeoutMs, timerOr('for 50'));
  checkIfSaid('shared.leaseMs', times.leaseMs, timerOr('for 1000'));
  checkIfSaid('shared.isolatedFreshForMs', times.isolatedFreshForMs, duration);
  checkIfSaid(
    'shared.compressFromBytes',
    times.compressFromBytes,
    mustBe((value) => isNumber(value, 0, Number.POSITIVE_INFINITY), 'a number from 0 on'),
  );
}

/** Something that a timer can wait for, and what it stands for to leave it out. */
function timerOr(leftOut: string): Rule {
  return mustBe(
    (value) => isNumber(value, Number.MIN_VALUE, longestTimerMs),
    `milliseconds above 0 and up to ${longestTimerMs}; leave it out ${leftOut}`,
  );
}

function oneOf(...words: readonly string[]): Rule {
  return mustBe((value) => words.includes(value as string), words.map((word) => `"${word}"`).join(' or '));
}

function isStore(value: unknown): boolean {
  const { read, listen }: Partial<SharedStore> = Object(value);
  return typeof read === 'function' && typeof listen === 'function';
}

/** The names of ours by their ids. That is enough to know them by: somebody may have put something around them. */
const ours: readonly unknown[] = [undefined, 'json', 'msgpack'];

function isCodec(value: unknown): boolean {
  const { id, name, encode, decode }: Partial<Codec> = Object(value);
  const isId = Number.isInteger(id) && isNumber(id, 1, 255) && (Number(id) >= 64 || ours[Number(id)] === name);
  return isId && typeof name === 'string' && typeof encode === 'function' && typeof decode === 'function';
}
