import { parse } from 'yaml';

/** What a description says about one field of an object that Spotify sends. */
export interface FieldFacts {
  readonly kind: 'string' | 'number' | 'boolean' | 'array' | 'object';
  readonly required: boolean;
  readonly nullable: boolean;
  /** Whether the description advises against it: what Development Mode no longer has is marked so. */
  readonly deprecated?: true;
  readonly enum?: readonly (string | number)[];
  /** The schema of the object, when it has a name; with several, any of them. */
  readonly schemas?: readonly string[];
  /** What is in the array: the schemas of its objects by name, or its kind; with several, any of them. */
  readonly items?: readonly string[];
}

/** The fields of every object that Spotify sends, by the name of its schema. */
export type SchemaFacts = Readonly<Record<string, Readonly<Record<string, FieldFacts>>>>;

type Node = { readonly [key: string]: unknown };

/** Takes from an OpenAPI description what the models are compared with: every schema that has fields, with those of its parts. */
export function readSchemas(yaml: string): SchemaFacts {
  const document: Node = parse(yaml);
  const schemas = asNode(asNode(document.components).schemas);
  const facts = Object.keys(schemas)
    .toSorted()
    .map((name) => [name, readFields(document, asNode(schemas[name]))] as const);
  return Object.fromEntries(facts.filter(([, fields]) => Object.keys(fields).length > 0));
}

function readFields(document: Node, schema: Node): Readonly<Record<string, FieldFacts>> {
  const parts = flatten(document, schema);
  const required = new Set(parts.flatMap((part) => (Array.isArray(part.required) ? part.required.map(String) : [])));
  const properties = Object.assign({}, ...parts.map((part) => asNode(part.properties)));
  return Object.fromEntries(
    Object.entries(properties)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, property]) => [name, readField(document, asNode(property), required.has(name))]),
  );
}

function readField(document: Node, property: Node, required: boolean): FieldFacts {
  const parts = flatten(document, property);
  const type = parts.map((part) => part.type).find((value) => value !== undefined);
  const choices = parts.map((part) => part.enum).find(Array.isArray);
  const kind = kindOf(String(type ?? 'object'));
  return {
    kind,
    required,
    nullable: parts.some((part) => part.nullable === true),
    ...(parts.some((part) => part.deprecated === true) && { deprecated: true }),
    ...(choices && { enum: choices }),
    ...readContent(document, property, kind),
  };
}

/** What is inside of an object or an array, as far as it has a name or a kind. */
function readContent(document: Node, property: Node, kind: FieldFacts['kind']): Pick<FieldFacts, 'schemas' | 'items'> {
  const items = flatten(document, property)
    .map((part) => part.items)
    .find((value) => value !== undefined);
  if (items !== undefined) return { items: namesOf(document, asNode(items)) };
  if (kind !== 'object') return {};
  const schemas = namesOf(document, property).filter((name) => /^[A-Z]/.test(name));
  return schemas.length > 0 ? { schemas } : {};
}

function namesOf(document: Node, schema: Node): readonly string[] {
  const choices = [schema.oneOf, schema.anyOf].find(Array.isArray);
  if (choices !== undefined) return choices.flatMap((one) => namesOf(document, asNode(one)));
  const references = [schema, ...(Array.isArray(schema.allOf) ? schema.allOf : [])]
    .map((part) => asNode(part).$ref)
    .filter((reference) => typeof reference === 'string')
    .map((reference) => reference.split('/').at(-1) ?? '');
  if (references.length > 0) return references;
  const type = flatten(document, schema)
    .map((part) => part.type)
    .find((value) => value !== undefined);
  return [kindOf(String(type ?? 'object'))];
}

function kindOf(type: string): FieldFacts['kind'] {
  if (type === 'integer') return 'number';
  return type === 'string' || type === 'number' || type === 'boolean' || type === 'array' ? type : 'object';
}

/** A schema and all that it is put together from. */
function flatten(document: Node, schema: Node): readonly Node[] {
  const reference = schema.$ref;
  if (typeof reference === 'string') {
    const path = reference.replace(/^#\//, '').split('/');
    return flatten(document, asNode(path.reduce<unknown>((at, key) => asNode(at)[key], document)));
  }
  const parts = Array.isArray(schema.allOf) ? schema.allOf : [];
  return [...parts.flatMap((part) => flatten(document, asNode(part))), schema];
}

function asNode(value: unknown): Node {
  return typeof value === 'object' && value !== null ? (value as Node) : {};
}
