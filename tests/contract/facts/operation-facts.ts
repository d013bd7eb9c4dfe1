import { readFileSync } from 'node:fs';

/** Who may call an operation: everyone, apps in extended quota mode, or apps that had access before it was closed in 2024. */
export type Access = 'everyone' | 'extended' | 'legacy';

/** What the description says about one value that a caller may send. */
export interface ValueFacts {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly enum?: readonly (string | number)[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: string | number | boolean;
  /** The longest list that one call takes; the description says it in words only. */
  readonly maxItems?: number;
}

/** A value that travels in the path or in the query. */
export interface ParameterFacts extends ValueFacts {
  readonly place: 'path' | 'query';
}

/** What a request carries besides its URL. */
export interface BodyFacts {
  readonly mediaType: string;
  readonly properties: readonly ValueFacts[];
}

/** One HTTP operation of the Spotify Web API. */
export interface OperationFacts {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly access: Access;
  readonly deprecated: boolean;
  readonly scopes: readonly string[];
  readonly parameters: readonly ParameterFacts[];
  readonly body?: BodyFacts;
}

/** Where the committed facts are. */
export const factsUrl: URL = new URL('../facts.json', import.meta.url);

/** Where the committed facts about what Spotify sends are. */
export const schemasUrl: URL = new URL('../schemas.json', import.meta.url);

/** Reads the committed facts. */
export function readFacts(): readonly OperationFacts[] {
  return JSON.parse(readFileSync(factsUrl, 'utf8')).operations;
}

/** What a caller may send: a value that could travel in the query and in the body travels in the body. */
export function sendableValues(described: OperationFacts | undefined): readonly ValueFacts[] {
  const inBody = described?.body?.properties ?? [];
  const elsewhere = described?.parameters.filter(({ name }) => !inBody.some((value) => value.name === name)) ?? [];
  return [...elsewhere, ...inBody];
}
