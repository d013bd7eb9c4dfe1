import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import type { Access, BodyFacts, OperationFacts, ParameterFacts, ValueFacts } from './operation-facts.ts';

/** Any part of an OpenAPI document: only what is asked for is looked at. */
type Node = { readonly [key: string]: unknown };

const METHODS = ['get', 'put', 'post', 'delete', 'patch'];

/** Closed on 2024-11-27 to everyone who did not have extended access by then; the description only calls them deprecated. */
const CLOSED_IN_2024: ReadonlySet<string> = new Set([
  'get-an-artists-related-artists',
  'get-recommendations',
  'get-recommendation-genres',
  'get-audio-features',
  'get-several-audio-features',
  'get-audio-analysis',
  'get-featured-playlists',
  'get-a-categories-playlists',
]);

/** Fetches or reads an OpenAPI description of the Spotify Web API. */
export async function loadDescription(location: string): Promise<string> {
  if (!/^https?:/.test(location)) return await readFile(location, 'utf8');
  const response = await fetch(location);
  if (!response.ok) throw new Error(`${location} answered ${response.status}`);
  return await response.text();
}

/** Takes from an OpenAPI description what the contract tests compare, sorted so that two descriptions can be compared. */
export function readDescription(yaml: string): readonly OperationFacts[] {
  const document: Node = parse(yaml);
  const operations: OperationFacts[] = [];
  for (const [path, item] of Object.entries(asNode(document.paths))) {
    for (const method of METHODS) {
      const operation = asNode(item)[method];
      if (operation) operations.push(readOperation(document, path, method, asNode(item), asNode(operation)));
    }
  }
  return operations.sort((one, other) => compareText(one.path, other.path) || compareText(one.method, other.method));
}

function readOperation(document: Node, path: string, method: string, item: Node, node: Node): OperationFacts {
  const operation = String(node.operationId);
  const deprecated = node.deprecated === true;
  const body = readBody(document, node.requestBody);
  const parameters = [...asList(item.parameters), ...asList(node.parameters)];
  return {
    operation,
    method: method.toUpperCase(),
    path,
    access: accessOf(operation, deprecated),
    deprecated,
    scopes: readScopes(node),
    parameters: parameters.map((parameter) => readParameter(document, parameter)).sort(byPlaceAndName),
    ...(body ? { body } : {}),
  };
}

function accessOf(operation: string, deprecated: boolean): Access {
  if (!deprecated) return 'everyone';
  return CLOSED_IN_2024.has(operation) ? 'legacy' : 'extended';
}

function readScopes(node: Node): readonly string[] {
  const scopes = asList(node.security).flatMap((security) => Object.values(asNode(security)).flatMap(asList));
  return [...new Set(scopes.map(String))].sort(compareText);
}

function readParameter(document: Node, node: unknown): ParameterFacts {
  const parameter = resolve(document, node);
  const schema = resolve(document, parameter.schema);
  const place = parameter.in === 'path' ? 'path' : 'query';
  return { place, ...readValue(String(parameter.name), schema, parameter.required === true) };
}

function readBody(document: Node, node: unknown): BodyFacts | undefined {
  const content = asNode(resolve(document, node).content);
  const [mediaType] = Object.keys(content);
  if (mediaType === undefined) return undefined;
  const schema = resolve(document, asNode(content[mediaType]).schema);
  const required = new Set(asList(schema.required).map(String));
  const properties = Object.entries(asNode(schema.properties))
    .map(([name, property]) => readValue(name, resolve(document, property), required.has(name)))
    .sort((one, other) => compareText(one.name, other.name));
  return { mediaType, properties };
}

function readValue(name: string, schema: Node, required: boolean): ValueFacts {
  const facts: Record<string, unknown> = { name, type: String(schema.type ?? 'any'), required };
  for (const key of ['enum', 'minimum', 'maximum', 'default']) {
    if (schema[key] !== undefined) facts[key] = schema[key];
  }
  const choices = asNode(schema.items).enum;
  if (choices !== undefined) facts.enum = choices;
  const maxItems = schema.maxItems ?? longestList(name, String(schema.description ?? ''));
  if (maxItems !== undefined) facts.maxItems = maxItems;
  return facts as unknown as ValueFacts;
}

/** The limits of lists stand only in sentences such as "Maximum: 20 IDs" or "A maximum of 100 items can be added". */
function longestList(name: string, description: string): number | undefined {
  const isList = /(^|_)(ids|uris|items|tracks)$/.test(name);
  const [, words] = (isList && /maximum(?: of|:)? (\d+)/i.exec(description)) || [];
  return words === undefined ? undefined : Number(words);
}

function resolve(document: Node, node: unknown): Node {
  const reference = asNode(node).$ref;
  if (typeof reference !== 'string') return asNode(node);
  const path = reference.replace(/^#\//, '').split('/');
  return resolve(
    document,
    path.reduce<unknown>((at, key) => asNode(at)[key], document),
  );
}

function asNode(value: unknown): Node {
  return typeof value === 'object' && value !== null ? (value as Node) : {};
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function byPlaceAndName(one: ParameterFacts, other: ParameterFacts): number {
  return compareText(one.place, other.place) || compareText(one.name, other.name);
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
