import { flag, named, oneOf, record, type Schema, whole } from '../schema/schema.js';
import { buckets } from './buckets.js';

const window: Schema = named(
  'RateWindow',
  record({ requests: whole(0) }, { seconds: { type: 'number', exclusiveMinimum: 0 } }),
);

/** What limits have to be. */
export const limitsSchema: Schema = named(
  'Limits',
  record(
    {},
    {
      window,
      coverUploads: window,
      plays: window,
      quotas: record({}, Object.fromEntries(buckets.map((bucket) => [bucket, whole(0)]))),
      refusal: record({}, { body: oneOf(['json', 'text', 'empty']), retryAfter: flag, cors: flag }),
      countsRefused: flag,
    },
  ),
);
