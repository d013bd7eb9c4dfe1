import { UserInputError } from '../errors.js';
import { nearest } from '../nearest.js';
import { type Resource, type ResourceTemplate, scheme } from './resource.js';

/** The call of a tool that an address stands for. */
export interface LocatedResource {
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly ttlMs: number;
}

/** What can be looked in. */
export interface Shelf {
  readonly resources: readonly Resource[];
  readonly templates: readonly ResourceTemplate[];
}

/** Finds what an address stands for; undefined when nothing does. Throws a UserInputError for a query that makes no sense. */
export function locateResource(uri: string, { resources, templates }: Shelf): LocatedResource | undefined {
  const [, path = '', query = ''] = /^spotify:\/\/([^?#]*)(?:\?([^#]*))?$/.exec(uri) ?? [];
  const resource = resources.find((each) => each.uri === `${scheme}${path}`);
  if (resource !== undefined) return located(resource, resource.input, query);
  const [noun, value, ...rest] = path.split('/');
  const template = templates.find((each) => each.noun === noun);
  const name = decoded(value);
  if (template === undefined || name === '' || rest.length > 0) return undefined;
  if (template.choices?.includes(name) === false) return undefined;
  return located(template, template.input(name), query);
}

/** The address of the next page of an answer; undefined when it is the last one. */
export function nextPageOf(uri: string, output: Readonly<Record<string, unknown>>): string | undefined {
  const next = output.next_offset;
  if (typeof next !== 'number') return undefined;
  const [path, query = ''] = uri.split('?');
  const parameters = new URLSearchParams(query);
  parameters.set('offset', String(next));
  return `${path}?${parameters}`;
}

function located(
  { tool, isPaged, ttlMs }: Pick<Resource, 'tool' | 'isPaged' | 'ttlMs'>,
  input: Readonly<Record<string, unknown>>,
  query: string,
): LocatedResource {
  const known = isPaged ? ['offset', 'limit'] : [];
  const asked = Object.fromEntries(
    [...new URLSearchParams(query)].map(([name, text]) => {
      if (known.includes(name) && /^\d{1,9}$/.test(text)) return [name, Number(text)];
      const guess = nearest(name, known);
      throw new UserInputError(
        known.includes(name) ? `${name} must be a whole number.` : 'The address has a parameter that it cannot have.',
        known.length === 0
          ? 'This address takes none.'
          : `It takes offset and limit.${guess === undefined ? '' : ` Did you mean ${guess}?`}`,
      );
    }),
  );
  return { tool, input: { ...input, ...asked }, ttlMs };
}

function decoded(segment = ''): string {
  try {
    return decodeURIComponent(segment).trim();
  } catch {
    return '';
  }
}
