import { bodyFields, bodyIds, checkedIds, listQuery } from '../http/inputs.js';
import { badRequest } from '../http/problem.js';
import { empty, json } from '../http/reply.js';
import { person, type Route, type UserCall } from '../http/route.js';

const usualMaximum = 50;

/** A kind of thing with saving routes of its own, and how many the query may name. */
interface Kind {
  readonly name: 'album' | 'audiobook' | 'episode' | 'show' | 'track';
  readonly mostInQuery: number;
}

const kinds: readonly Kind[] = [
  { name: 'album', mostInQuery: 20 },
  { name: 'audiobook', mostInQuery: usualMaximum },
  { name: 'episode', mostInQuery: usualMaximum },
  { name: 'show', mostInQuery: usualMaximum },
  { name: 'track', mostInQuery: usualMaximum },
];

/** Saving, removing and asking kind by kind, as it was before `/me/library`. */
export const savedRoutes: readonly Route[] = kinds.flatMap((kind): readonly Route[] => {
  const { name } = kind;
  const path = `/me/${name}s`;
  return [
    person(
      { method: 'PUT', path, operation: `save-${name}s-user`, scopes: ['user-library-modify'], access: 'extended' },
      (call) => {
        for (const { id, addedAt } of wanted(call, kind)) {
          const uri = uriOf(kind, id);
          if (addedAt === undefined) call.user.library.add(uri);
          else call.user.library.addAt(uri, addedAt);
        }
        return empty(200);
      },
    ),
    person(
      {
        method: 'DELETE',
        path,
        operation: `remove-${name}s-user`,
        scopes: ['user-library-modify'],
        access: 'extended',
      },
      (call) => {
        for (const { id } of wanted(call, kind)) call.user.library.delete(uriOf(kind, id));
        return empty(200);
      },
    ),
    person(
      {
        method: 'GET',
        path: `${path}/contains`,
        operation: `check-users-saved-${name}s`,
        scopes: ['user-library-read'],
        access: 'extended',
      },
      (call) => {
        const ids = checkedIds(listQuery(call.query, 'ids') ?? missingIds(), kind.mostInQuery);
        return json(ids.map((id) => call.user.library.has(uriOf(kind, id))));
      },
    ),
  ];
});

interface Wanted {
  readonly id: string;
  readonly addedAt?: number;
}

/** The ids of the query, else those of the body; tracks may say when they were saved, which goes before mere ids. */
function wanted(call: UserCall, kind: Kind): readonly Wanted[] {
  const listed = listQuery(call.query, 'ids');
  if (listed) return existing(call, kind, checkedIds(listed, kind.mostInQuery)).map((id) => ({ id }));
  const mayBeDated = kind.name === 'track' && call.request.method === 'PUT' && !isList(call.request.body);
  const dated = mayBeDated ? datedIds(bodyFields(call).timestamped_ids) : undefined;
  if (dated) {
    const ids = new Set(
      existing(
        call,
        kind,
        checkedIds(
          dated.map(({ id }) => id),
          usualMaximum,
        ),
      ),
    );
    return dated.filter(({ id }) => ids.has(id));
  }
  const ids = bodyIds(call) ?? missingIds();
  return existing(call, kind, checkedIds(ids, usualMaximum)).map((id) => ({ id }));
}

function isList(body: string): boolean {
  return body.trimStart().startsWith('[');
}

/** Ids of nothing are passed over in silence. */
function existing({ world }: UserCall, { name }: Kind, ids: readonly string[]): readonly string[] {
  return ids.filter((id) => world.catalogue[`${name}s`].get(id) !== undefined);
}

function datedIds(value: unknown): readonly { readonly id: string; readonly addedAt: number }[] | undefined {
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) throw badRequest('Invalid timestamped_ids');
  return value.map((each: unknown) => {
    const { id, added_at } = (typeof each === 'object' && each !== null ? each : {}) as Record<string, unknown>;
    const addedAt = typeof added_at === 'string' ? Date.parse(added_at) : Number.NaN;
    if (typeof id !== 'string' || Number.isNaN(addedAt)) throw badRequest('Invalid timestamped_ids');
    return { id, addedAt };
  });
}

function missingIds(): never {
  throw badRequest('Missing required field: ids');
}

/** Audiobooks go by show URIs. */
function uriOf({ name }: Kind, id: string): string {
  return `spotify:${name === 'audiobook' ? 'show' : name}:${id}`;
}
