import type { CallOptions } from './call.js';
import { chunk } from './chunk.js';
import type { NamedEndpoint } from './endpoint.js';
import { InvalidParameterError } from './errors.js';
import { inParts } from './in-parts.js';
import { checkMethod } from './request/check-method.js';
import { checkParameters } from './request/check-parameters.js';
import { isRecord } from './request/error-body.js';

/** A function of the client that takes a list of at most so many ids, URIs or items. */
export type ListMethod<Params, Answer> = ((params: Params, options?: CallOptions) => Promise<Answer>) & {
  readonly endpoint: NamedEndpoint;
};

/** Calls as often as a long list needs, one call after the other, and gives one answer in the order of the list: `callInChunks(spotify.library.save, { uris })`. */
export async function callInChunks<Params extends object, Answer>(
  method: ListMethod<Params, Answer>,
  params: NoInfer<Params>,
  options: CallOptions = {},
): Promise<Answer> {
  checkMethod(method);
  const { endpoint } = method;
  if (endpoint === undefined) throw ofNoRow();
  const [name, list] = longList(endpoint, params);
  const most = endpoint.limits?.[name]?.[1] ?? list.length;
  const places = list.map((_, place) => place);
  const parts = list.length <= most ? [places] : chunk(places, most);
  const calls = parts.map((part) => ({
    ...params,
    ...moved(params, part[0] ?? 0),
    [name]: part.map((place) => list[place]),
  }));
  // All of them before the first: what cannot be right at the end of a list must not leave half of it done.
  for (const call of calls) checkParameters(endpoint, call);
  const run = (_places: readonly number[], index: number) => method(calls[index] ?? params, options);
  return (await inParts({ endpoint: endpoint.name, entries: list, parts, run, combine })) as Answer;
}

function ofNoRow(): InvalidParameterError {
  return new InvalidParameterError('The parameter method must be a function of the client.', {
    parameter: 'method',
    hint: 'How much it takes at a time is known of those only: for others, chunk() splits a list.',
  });
}

function longList(endpoint: NamedEndpoint, params: object): readonly [string, readonly unknown[]] {
  const fields: Readonly<Record<string, unknown>> = { ...params };
  const list = Object.entries(fields).find(
    (entry): entry is [string, unknown[]] => Array.isArray(entry[1]) && endpoint.limits?.[entry[0]] !== undefined,
  );
  // A replacement in parts would leave the last part only.
  if (list !== undefined && !(endpoint.idempotent === false && 'uris' in fields)) return list;
  throw new InvalidParameterError(`${endpoint.name} takes no list that could be sent in parts.`, {
    parameter: 'params',
    endpoint: endpoint.name,
    hint:
      list === undefined
        ? 'Give a list of ids, uris or items.'
        : 'To fill a playlist, replace its contents by the first part, and add the others.',
  });
}

/** Where something is added at a place, each part goes behind the one before. */
function moved(params: object, done: number): object {
  return 'position' in params && typeof params.position === 'number' ? { position: params.position + done } : {};
}

/** Answers to parts as one: lists behind each other, also inside of an object; of anything else, the last. */
function combine(answers: readonly unknown[]): unknown {
  const last = answers.at(-1);
  if (Array.isArray(last)) return answers.flat();
  if (!isRecord(last)) return last;
  return Object.fromEntries(
    Object.entries(last).map(([name, value]) => [
      name,
      Array.isArray(value) ? answers.flatMap((answer) => (isRecord(answer) ? answer[name] : [])) : value,
    ]),
  );
}
