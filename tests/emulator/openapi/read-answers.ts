import { parse } from 'yaml';
import type { Answers, Schema } from './schema.ts';

type Node = Readonly<Record<string, unknown>>;

const methods = ['get', 'put', 'post', 'delete'];
const kept = ['enum', 'minimum', 'maximum', 'deprecated'];

/** Takes from an OpenAPI 3.0 description what its operations answer, as flat JSON Schema. */
export function readAnswers(yaml: string): Answers {
  const document: Node = parse(yaml);
  const components = asNode(document.components);
  const named = asNode(components.schemas);
  const convert = (value: unknown): Schema => {
    const node = asNode(value);
    if (typeof node.$ref === 'string') return { $ref: `#/$defs/${nameOf(node.$ref)}` };
    const { properties, required, ...inherited } = merged(node);
    const schema = {
      ...pick({ ...node, ...inherited }, kept),
      ...typeOf(inherited.type ?? node.type, properties, node.nullable === true),
      ...(node.items === undefined ? {} : { items: convert(node.items) }),
      ...(Array.isArray(node.oneOf) ? { oneOf: node.oneOf.map(convert) } : {}),
      ...(properties ? { properties: mapValues(properties, convert) } : {}),
      ...(required.length > 0 ? { required } : {}),
    };
    const only = soleReference(node);
    return only
      ? { ...pick(node, ['deprecated']), ...withNull({ $ref: `#/$defs/${only}` }, node.nullable === true) }
      : schema;
  };
  /** An object with everything that `allOf` brings along. */
  const merged = (node: Node): { properties?: Node; required: readonly string[]; type?: unknown; items?: unknown } => {
    let properties: Node | undefined = node.properties === undefined ? undefined : asNode(node.properties);
    let required = asList(node.required).map(String);
    let type = node.type;
    for (const part of asList(node.allOf)) {
      const { $ref } = asNode(part);
      const parent = merged(typeof $ref === 'string' ? asNode(named[nameOf($ref)]) : asNode(part));
      if (parent.properties) properties = { ...parent.properties, ...properties };
      required = [...new Set([...required, ...parent.required])];
      type ??= parent.type;
    }
    return { ...(properties ? { properties } : {}), required, type };
  };
  const answerOf = (value: unknown): Schema | null => {
    const { $ref } = asNode(value);
    const response = asNode(typeof $ref === 'string' ? asNode(components.responses)[nameOf($ref)] : value);
    const content = asNode(asNode(response.content)['application/json']);
    return content.schema === undefined ? null : convert(content.schema);
  };
  return {
    $defs: mapValues(named, convert),
    operations: Object.fromEntries(
      Object.entries(asNode(document.paths)).flatMap(([path, item]) =>
        methods
          .filter((method) => asNode(item)[method] !== undefined)
          .map((method) => {
            const responses = Object.entries(asNode(asNode(asNode(item)[method]).responses));
            const good = responses.filter(([status]) => status.startsWith('2'));
            return [
              `${method.toUpperCase()} ${path}`,
              Object.fromEntries(good.map(([status, response]) => [status, answerOf(response)])),
            ];
          }),
      ),
    ),
  };
}

/** `allOf` with a single reference and nothing else is how OpenAPI 3.0 says something about a reference. */
function soleReference(node: Node): string | undefined {
  const parts = asList(node.allOf).map(asNode);
  const [first] = parts;
  if (parts.length !== 1 || node.properties !== undefined || typeof first?.$ref !== 'string') return undefined;
  return nameOf(first.$ref);
}

function typeOf(type: unknown, properties: Node | undefined, isNullable: boolean): Pick<Schema, 'type'> {
  const name = typeof type === 'string' ? type : properties ? 'object' : undefined;
  if (name === undefined) return {};
  return { type: isNullable ? [name, 'null'] : name };
}

function withNull(schema: Schema, isNullable: boolean): Schema {
  return isNullable ? { anyOf: [schema, { type: 'null' }] } : schema;
}

function nameOf(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1);
}

function pick(node: Node, names: readonly string[]): Node {
  return Object.fromEntries(names.filter((name) => node[name] !== undefined).map((name) => [name, node[name]]));
}

function mapValues<T>(node: Node, map: (value: unknown) => T): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(node).map(([name, value]) => [name, map(value)]));
}

function asNode(value: unknown): Node {
  return typeof value === 'object' && value !== null ? (value as Node) : {};
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
