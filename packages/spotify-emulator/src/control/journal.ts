import { json, type Reply } from '../http/reply.js';
import { journalEvents } from '../journal/events.js';
import type { JournalFilter } from '../journal/filter.js';
import type { Expectation } from '../journal/journal.js';
import { entrySchema, filterParameters, filterSchema, findingSchema, httpArchiveSchema } from '../journal/schema.js';
import { listOf, record, whole } from '../schema/schema.js';
import { type Checked, type Control, type ControlCall, does, tells } from './control.js';

const longestWaitMs = 60_000;
const usualWaitMs = 5_000;
const mostLatest = 1_000;
const entries = record({ entries: listOf(entrySchema) });
const howOften = whole(0);

/** What was asked, and what it says about who asked. */
export const journalControls: readonly Control[] = [
  tells(
    'GET /journal',
    { summary: 'Lists the requests that pass a filter, oldest first.', query: filterParameters, answer: entries },
    ({ emulator, query }) => ({ entries: emulator.journal.entries(query) }),
  ),
  does('DELETE /journal', { summary: 'Forgets all requests.' }, ({ emulator }) => emulator.journal.clear()),
  {
    name: 'GET /journal/wait',
    summary: 'Answers as soon as so many requests passed the filter.',
    query: {
      ...filterParameters,
      count: { ...whole(1), description: 'how many, 1 or more; 1 when left out' },
      timeout_ms: {
        ...whole(0, longestWaitMs),
        description: `how long to wait, from 0 to ${longestWaitMs}; ${usualWaitMs} when left out`,
      },
    },
    answer: entries,
    refusals: { 408: 'They did not come in time.' },
    run: waitFor,
  },
  {
    name: 'POST /journal/verify',
    summary: 'Says whether requests were made as often as expected: once or more, if nothing is said.',
    body: record({}, { filter: filterSchema, times: howOften, atLeast: howOften, atMost: howOften }),
    status: 204,
    answer: undefined,
    refusals: { 409: 'They were not; the message tells what was asked instead.' },
    run: verify,
  },
  {
    name: 'GET /journal/har',
    summary: 'Gives requests and answers as an HTTP Archive, without secrets.',
    query: filterParameters,
    answer: httpArchiveSchema,
    run: ({ emulator, query }) =>
      json(emulator.journal.httpArchive(query), 200, {
        'content-disposition': 'attachment; filename="journal.har"',
      }),
  },
  {
    name: 'GET /journal/stream',
    summary: 'Tells each new request as a server-sent event.',
    query: {
      latest: {
        ...whole(0, mostLatest),
        description: `how many of the requests before to tell first, from 0 to ${mostLatest}; 0 when left out`,
      },
    },
    answer: 'text/event-stream',
    run: ({ emulator, query: { latest } }) => ({
      status: 200,
      headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' },
      body: '',
      stream: (signal) => journalEvents(emulator.journal, signal, typeof latest === 'number' ? latest : 0),
    }),
  },
  tells(
    'GET /audit',
    {
      summary: 'Tells what the client did that Spotify would rather it did not.',
      answer: record({ findings: listOf(findingSchema) }),
    },
    ({ emulator }) => ({ findings: emulator.audit() }),
  ),
];

async function waitFor({ emulator, query, signal }: ControlCall): Promise<Reply> {
  const { count = 1, timeout_ms = usualWaitMs, ...filter } = query as Checked & Record<'count' | 'timeout_ms', number>;
  const timeout = AbortSignal.timeout(timeout_ms);
  try {
    const found = await emulator.journal.wait(filter, {
      count,
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    return json({ entries: found });
  } catch (error) {
    if (!timeout.aborted && !signal?.aborted) throw error;
    return refusal(408, 'No such requests came in time');
  }
}

function verify({ emulator, fields }: ControlCall): Reply {
  const { filter = {}, ...expectation } = fields as Expectation & { readonly filter?: JournalFilter };
  try {
    emulator.journal.verify(filter, expectation);
    return { status: 204, headers: {}, body: '' };
  } catch (error) {
    return refusal(409, error instanceof Error ? error.message : String(error));
  }
}

function refusal(status: number, message: string): Reply {
  return json({ error: { status, message } }, status);
}
