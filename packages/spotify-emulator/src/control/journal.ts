import { badRequest } from '../http/problem.js';
import { json, type Reply } from '../http/reply.js';
import { journalEvents } from '../journal/events.js';
import { filterNames, type JournalFilter } from '../journal/filter.js';
import type { Expectation } from '../journal/journal.js';
import { type Control, type ControlCall, done } from './control.js';

const longestWaitMs = 60_000;
const usualWaitMs = 5_000;

const filterQuery: Readonly<Record<string, string>> = {
  operation: 'Spotify’s name of an operation.',
  method: 'A method.',
  path: 'A path, with or without /v1; a star stands for anything.',
  user: 'The id of a user.',
  status: 'A status, or its first digit: 4xx.',
  unmatched: 'true for requests that no operation has.',
  since: 'A moment in milliseconds since 1970.',
};

/** What was asked, and what it says about who asked. */
export const journalControls: readonly Control[] = [
  {
    method: 'GET',
    path: '/journal',
    summary: 'Lists the requests that pass a filter, oldest first.',
    query: filterQuery,
    run: ({ emulator, request }) => json({ entries: emulator.journal.entries(readFilter(request.query)) }),
  },
  {
    method: 'DELETE',
    path: '/journal',
    summary: 'Forgets all requests.',
    status: 204,
    run: ({ emulator }) => done(() => emulator.journal.clear()),
  },
  {
    method: 'GET',
    path: '/journal/wait',
    summary: 'Answers as soon as so many requests passed the filter; 408 when they do not come in time.',
    query: { ...filterQuery, count: 'How many; 1 when left out.', timeout_ms: 'How long to wait; 5000 when left out.' },
    run: waitFor,
  },
  {
    method: 'POST',
    path: '/journal/verify',
    summary: 'Answers 204 when requests were made as often as expected, else 409 with what was made instead.',
    status: 204,
    body: {
      filter: { type: 'object' },
      times: { type: 'number' },
      atLeast: { type: 'number' },
      atMost: { type: 'number' },
    },
    run: verify,
  },
  {
    method: 'GET',
    path: '/journal/har',
    summary: 'Gives requests and answers as an HTTP Archive, without secrets.',
    query: filterQuery,
    run: ({ emulator, request }) =>
      json(emulator.journal.httpArchive(readFilter(request.query)), 200, {
        'content-disposition': 'attachment; filename="journal.har"',
      }),
  },
  {
    method: 'GET',
    path: '/journal/stream',
    summary: 'Tells each new request as a server-sent event.',
    run: ({ emulator }) => ({
      status: 200,
      headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' },
      body: '',
      stream: (signal) => journalEvents(emulator.journal, signal),
    }),
  },
  {
    method: 'GET',
    path: '/audit',
    summary: 'Tells what the client did that Spotify would rather it did not.',
    run: ({ emulator }) => json({ findings: emulator.audit() }),
  },
];

async function waitFor({ emulator, request, signal }: ControlCall): Promise<Reply> {
  const filter = readFilter(request.query);
  const count = Number(request.query.get('count') ?? 1);
  const timeoutMs = Number(request.query.get('timeout_ms') ?? usualWaitMs);
  if (!(Number.isInteger(count) && count > 0)) throw badRequest('count must be a whole number, 1 or more');
  if (!(timeoutMs >= 0 && timeoutMs <= longestWaitMs)) throw badRequest(`timeout_ms goes from 0 to ${longestWaitMs}`);
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const entries = await emulator.journal.wait(filter, {
      count,
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    return json({ entries });
  } catch (error) {
    if (!timeout.aborted && !signal?.aborted) throw error;
    return json({ error: { status: 408, message: 'No such requests came in time' } }, 408);
  }
}

function verify({ emulator, fields }: ControlCall): Reply {
  const { filter = {}, ...expectation } = fields;
  if (typeof filter !== 'object' || filter === null) throw badRequest('filter must be an object');
  const query = new URLSearchParams(
    Object.fromEntries(Object.entries(filter).map(([name, value]) => [name, String(value)])),
  );
  for (const [name, value] of Object.entries(expectation)) {
    if (!['times', 'atLeast', 'atMost'].includes(name) || typeof value !== 'number') {
      throw badRequest('times, atLeast and atMost are numbers, and there is nothing else to expect');
    }
  }
  const wanted = readFilter(query);
  try {
    emulator.journal.verify(wanted, expectation satisfies Expectation);
  } catch (error) {
    return json({ error: { status: 409, message: error instanceof Error ? error.message : String(error) } }, 409);
  }
  return done(() => {});
}

/** Reads a filter; a name that means nothing is refused, or a typing error would match everything. */
function readFilter(query: URLSearchParams): JournalFilter {
  const filter: Record<string, unknown> = {};
  for (const [name, value] of query) {
    if (name === 'count' || name === 'timeout_ms') continue;
    if (!filterNames.some((known) => known === name)) {
      throw badRequest(`A filter has no '${name}'. It has: ${filterNames.join(', ')}`);
    }
    filter[name] = name === 'unmatched' ? value === 'true' : name === 'since' ? Number(value) : value;
  }
  return filter;
}
