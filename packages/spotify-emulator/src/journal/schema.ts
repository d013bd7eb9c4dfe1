import { faultRuleSchema } from '../faults/rule-schema.js';
import { limitKinds } from '../limits/counts.js';
import {
  anyOf,
  anyText,
  flag,
  listOf,
  mapOf,
  named,
  number,
  oneOf,
  record,
  type Schema,
  text,
  whole,
} from '../schema/schema.js';
import { auditRules } from './audit.js';

const statusText: Schema = {
  type: 'string',
  pattern: '^(\\d{1,3}|[1-5]xx)$',
  description: 'a status, or its first digit with two x: 4xx',
};
const moment = number();

/** What a filter may say, as parameters of a query. */
export const filterParameters: Readonly<Record<string, Schema>> = {
  operation: { ...text, description: 'Spotify’s name of an operation' },
  method: { ...text, description: 'a method' },
  path: { ...text, description: 'a path, with or without /v1; a star stands for anything' },
  user: { ...text, description: 'the id of a user' },
  status: statusText,
  unmatched: { ...flag, description: 'true for requests that no operation has, false for all others' },
  since: { ...moment, description: 'a moment in milliseconds since 1970' },
};

/** What a filter may say in JSON. */
export const filterSchema: Schema = named(
  'JournalFilter',
  record({}, { ...filterParameters, status: anyOf(whole(0, 599), statusText) }),
);

/** One request and what came of it. */
export const entrySchema: Schema = named(
  'JournalEntry',
  record(
    { at: moment, method: text, path: text, query: mapOf(anyText), status: whole(0, 599) },
    {
      body: {},
      user: text,
      operation: text,
      message: anyText,
      retryAfterSeconds: number(0),
      hint: text,
      fault: faultRuleSchema,
      limited: oneOf(limitKinds),
      error: text,
    },
  ),
);

/** Something that a client does and Spotify would rather it did not. */
export const findingSchema: Schema = named(
  'AuditFinding',
  record({ rule: oneOf(auditRules), message: text, entry: entrySchema }),
);

const pairs: Schema = listOf(record({ name: anyText, value: anyText }));
const size = whole(-1);

/** Requests and answers as an HTTP Archive 1.2. */
export const httpArchiveSchema: Schema = named(
  'HttpArchive',
  record({
    log: record({
      version: oneOf(['1.2']),
      creator: record({ name: text, version: text }),
      entries: listOf(
        record({
          startedDateTime: { type: 'string', format: 'date-time' },
          time: number(0),
          request: record(
            {
              method: text,
              url: text,
              httpVersion: text,
              cookies: { type: 'array', maxItems: 0 },
              headers: pairs,
              queryString: pairs,
              headersSize: size,
              bodySize: size,
            },
            { postData: record({ mimeType: text, text: anyText }, { params: pairs }) },
          ),
          response: record({
            status: whole(0, 599),
            statusText: anyText,
            httpVersion: text,
            cookies: { type: 'array', maxItems: 0 },
            headers: pairs,
            content: record({ size, mimeType: text }, { text: anyText, encoding: oneOf(['base64']), comment: text }),
            redirectURL: anyText,
            headersSize: size,
            bodySize: size,
          }),
          cache: record({}),
          timings: record({ send: number(0), wait: number(0), receive: number(0) }),
          comment: anyText,
        }),
      ),
    }),
  }),
);
