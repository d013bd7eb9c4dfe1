import type { CallOptions } from './call.js';
import type { NamedEndpoint } from './endpoint.js';
import { AbortedError, InvalidParameterError, UnexpectedResponseError } from './errors.js';
import type { AnswerFor, FieldsFor, ItemOf, ListCall, Page, ParamsFor, TypeFor } from './list-call.js';
import { checkMethod } from './request/check-method.js';
import { checkSignal, invalidOption } from './request/check-options.js';
import { isRecord } from './request/error-body.js';

/** Where to go on in a list: plain data that can be kept. */
export interface Position {
  /** For lists that are counted. */
  readonly offset?: number;
  /** For lists that are read by cursor, forwards. */
  readonly after?: string;
  /** For lists that are read by cursor, backwards. */
  readonly before?: string;
  /** How many items of that page have been handed out. */
  readonly skip?: number;
}

/** How to read a list. */
export interface IterateOptions<Answer, Item> extends CallOptions {
  /** How many items at most. Default: all there are. */
  readonly max?: number | undefined;
  /** Whether to ask for the next page while this one is read. Default: no page is asked for before it is needed. */
  readonly prefetch?: boolean | undefined;
  /** Where to begin: the `position` of an earlier iteration. Without one, at the first item, also when that iteration had come to the end. */
  readonly from?: Position | undefined;
  /** Which page of the answer is meant; needed only for a search for several types. */
  readonly select?: ((answer: Answer) => Page<Item> | undefined) | undefined;
}

/** A list that is read page by page, as far as you go. Whoever iterates again goes on where the last one stopped or failed. */
export interface Iteration<Item> extends AsyncIterable<Item> {
  /** Gives whole pages: as Spotify sends them, but the first and the last may be cut by `from` and `max`. */
  pages(): AsyncIterable<readonly Item[]>;
  /** Reads everything that is left. */
  all(): Promise<Item[]>;
  /** Behind the last item that was handed out; undefined at the end of the list. */
  readonly position: Position | undefined;
}

/** What is given behind the call; nothing is needed where it has no required parameters. */
type Arguments<Params, Options> =
  Record<never, never> extends Params ? [params?: Params, options?: Options] : [params: Params, options?: Options];

/** Reads every page of a list: `iterate(spotify.albums.tracks, { id })`, or `iterate(spotify.library.tracks)` where nothing has to be said. */
export function iterate<
  Call extends ListCall,
  Text extends FieldsFor<Call> | undefined = undefined,
  const Type extends TypeFor<Call> = TypeFor<Call>,
  Item = ItemOf<AnswerFor<Call, Text, Type>>,
>(
  method: Call,
  ...given: Arguments<ParamsFor<Call, Text, Type>, IterateOptions<AnswerFor<Call, Text, Type>, Item>>
): Iteration<Item> {
  type Answer = AnswerFor<Call, Text, Type>;
  const [params, wanted] = given as [params?: object, options?: IterateOptions<Answer, Item>];
  // Without types null may be given, and calls take that for none.
  const options = wanted ?? {};
  const { max = Number.POSITIVE_INFINITY, prefetch = false, from = {}, select, ...callOptions } = options;
  checkMax(max);
  checkPlace(from);
  checkSignal(options.signal);
  checkPaged(method);
  let position: Position | undefined = from;
  let left = max;

  async function fetchPage({ skip: _skip, ...place }: Position, signal: AbortSignal): Promise<Page<Item>> {
    // Spotify takes one cursor only, and the next page may have another one than the caller gave.
    const isByCursor = place.after !== undefined || place.before !== undefined;
    const cursors = isByCursor ? { after: undefined, before: undefined } : undefined;
    const answer = (await method({ ...params, ...cursors, ...place }, { ...callOptions, signal })) as Answer;
    return pageOf(select === undefined ? answer : select(answer));
  }

  async function* read(): AsyncGenerator<{ items: readonly Item[]; here: Position }, void, undefined> {
    const reading = new AbortController();
    let stop = (): void => undefined;
    // A function of somebody's own may not listen to its signal.
    const whenGivenUp = new Promise<never>((_resolve, reject) => {
      stop = () => {
        reading.abort(options.signal?.reason);
        reject(givenUp(options.signal));
      };
    });
    whenGivenUp.catch(() => undefined);
    options.signal?.addEventListener('abort', stop, { once: true });
    let ahead: Promise<Page<Item>> | undefined;
    try {
      while (position !== undefined && left > 0) {
        checkAborted(options.signal);
        const here: Position = position;
        const { skip = 0 } = here;
        const page: Page<Item> = await Promise.race([ahead ?? fetchPage(here, reading.signal), whenGivenUp]);
        const items = page.items.slice(skip, skip + left);
        const next = nextPosition(here, page);
        left -= items.length;
        position = skip + items.length < page.items.length ? { ...here, skip: skip + items.length } : next;
        ahead = prefetch && next !== undefined && left > 0 ? fetchPage(next, reading.signal) : undefined;
        // Whoever stops here never asks for it, and its failure is nobody's.
        ahead?.catch(() => undefined);
        if (items.length > 0) yield { items, here };
      }
    } finally {
      options.signal?.removeEventListener('abort', stop);
      reading.abort();
    }
  }

  async function* readPages(): AsyncGenerator<readonly Item[], void, undefined> {
    for await (const { items } of read()) yield items;
  }

  async function* readItems(): AsyncGenerator<Item, void, undefined> {
    for await (const { items, here } of read()) {
      const end = { position, left };
      for (const [index, item] of items.entries()) {
        checkAborted(options.signal);
        const isLast = index === items.length - 1;
        position = isLast ? end.position : { ...here, skip: (here.skip ?? 0) + index + 1 };
        left = end.left + items.length - index - 1;
        yield item;
      }
    }
  }

  return {
    [Symbol.asyncIterator]: readItems,
    pages: () => ({ [Symbol.asyncIterator]: readPages }),
    async all() {
      const items: Item[] = [];
      for await (const page of readPages()) items.push(...page);
      return items;
    },
    get position() {
      return position;
    },
  };
}

/** The only field of the page's URL that may be followed: where it begins. The URL itself could lead anywhere. */
function nextPosition(here: Position, page: Page<unknown>): Position | undefined {
  // Spotify has been seen to promise a next page that is empty.
  if (page.next === null || page.items.length === 0) return undefined;
  const query = URL.canParse(page.next) ? new URL(page.next).searchParams : new URLSearchParams();
  const after = query.get('after');
  const before = query.get('before');
  if (after !== null) return after === here.after ? undefined : { after };
  if (before !== null) return before === here.before ? undefined : { before };
  const offset = Number(query.get('offset') ?? Number.NaN);
  const reached = here.offset ?? 0;
  // A page that does not move on would be read for ever.
  return { offset: offset > reached ? offset : reached + page.items.length };
}

function pageOf<Item>(answer: unknown): Page<Item> {
  if (isPage<Item>(answer)) return answer;
  const [page, another] = isRecord(answer) ? Object.values(answer).filter(isPage<Item>) : [];
  if (page !== undefined && another === undefined) return page;
  if (another !== undefined) {
    throw new InvalidParameterError('The answer holds several lists.', {
      parameter: 'select',
      hint: 'Say which one is meant, such as { select: ({ albums }) => albums }.',
    });
  }
  throw new UnexpectedResponseError('The answer holds no page of a list.', {
    status: 200,
    hint: 'Iterate over calls that list something; for a search, `select` says which of its lists.',
  });
}

function isPage<Item>(value: unknown): value is Page<Item> {
  return isRecord(value) && Array.isArray(value.items) && 'next' in value;
}

/** Refuses a call that takes no place in a list, such as `albums.get`: the page inside of its answer would be read again and again. */
function checkPaged(method: object): void {
  checkMethod(method);
  const { endpoint }: { readonly endpoint?: NamedEndpoint } = method;
  // A function of somebody's own says nothing.
  if (endpoint === undefined) return;
  const { types = {} } = endpoint;
  if (endpoint.method === 'GET' && ['offset', 'after', 'before'].some((place) => Object.hasOwn(types, place))) return;
  throw new InvalidParameterError(`${endpoint.name} is no list that could be read page by page.`, {
    parameter: 'method',
    endpoint: endpoint.name,
    hint: 'Iterate over the call that lists, such as albums.tracks, playlists.items or shows.episodes.',
  });
}

function checkMax(max: number): void {
  if (max >= 0 && (Number.isInteger(max) || max === Number.POSITIVE_INFINITY)) return;
  throw new InvalidParameterError('The option max must be a whole number from 0.', { parameter: 'max' });
}

function checkPlace(from: unknown): void {
  if (isRecord(from) && (from.skip === undefined || (Number.isSafeInteger(from.skip) && Number(from.skip) >= 0)))
    return;
  throw invalidOption(
    'from',
    'must be a position in the list',
    'Give the position of an earlier iteration, or leave it out to begin at the first item.',
  );
}

function checkAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw givenUp(signal);
}

function givenUp(signal: AbortSignal | undefined): AbortedError {
  return new AbortedError('The call was given up.', { cause: signal?.reason });
}
