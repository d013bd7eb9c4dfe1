import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../repository/tree.ts';

/** What a model says about one field. */
export interface ModelField {
  /** As written, without `readonly`. */
  readonly type: string;
  readonly optional: boolean;
  readonly nullable: boolean;
  /** What its documentation says; empty when it has none. */
  readonly documentation: string;
}

interface Interface {
  readonly parents: readonly string[];
  readonly fields: Readonly<Record<string, ModelField>>;
}

/** The models of the client, read from their sources. */
export interface Models {
  readonly names: readonly string[];
  /** The fields of a model, with those that it inherits. */
  fieldsOf(name: string): Readonly<Record<string, ModelField>>;
  /** The type that a name stands for, when it is not an interface. */
  aliasOf(name: string): string | undefined;
}

const folder = join(root, 'packages/spotify-client/src/models');
const declaration = /export interface (\w+)(?:<\w+>)?(?: extends ([\w, ]+))? \{\n?([\s\S]*?)\n?\}\n/g;
const field = /(?: {2}\/\*\*([\s\S]*?)\*\/\n)? {2}readonly (\w+)(\??): ([\s\S]*?);\n/g;
const alias = /export type (\w+) = ([\s\S]*?);\n/g;

/** Reads the models; they are written in one way, which the repository's formatter keeps. */
export function readModels(): Models {
  const interfaces = new Map<string, Interface>();
  const aliases = new Map<string, string>();
  for (const file of readdirSync(folder)) {
    const text = readFileSync(join(folder, file), 'utf8');
    for (const [, name = '', parents = '', body = ''] of text.matchAll(declaration)) {
      interfaces.set(name, {
        parents: parents
          .split(',')
          .map((one) => one.trim())
          .filter(Boolean),
        fields: readFields(`${body}\n`),
      });
    }
    for (const [, name = '', type = ''] of text.matchAll(alias)) aliases.set(name, type.replaceAll(/\s+/g, ' ').trim());
  }
  const fieldsOf = (name: string): Readonly<Record<string, ModelField>> => {
    const model = interfaces.get(name);
    if (model === undefined) throw new Error(`there is no model ${name}`);
    return Object.assign({}, ...model.parents.map(fieldsOf), model.fields);
  };
  return { names: [...interfaces.keys()], fieldsOf, aliasOf: (name) => aliases.get(name) };
}

function readFields(body: string): Readonly<Record<string, ModelField>> {
  return Object.fromEntries(
    [...body.matchAll(field)].map(([, documentation = '', name = '', mark = '', written = '']) => {
      const parts = written.replaceAll(/\s+/g, ' ').trim().split(' | ');
      const type = parts
        .filter((part) => part !== 'null')
        .join(' | ')
        .replace(/^readonly (?!\w+\[)/, '');
      return [
        name,
        { type, optional: mark === '?', nullable: parts.includes('null'), documentation: documentation.trim() },
      ];
    }),
  );
}
