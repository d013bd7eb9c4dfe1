/** What a reading tool answers, under an address that a client can attach, show and ask for again. */
export interface Resource {
  /** e.g. `spotify://playback`. */
  readonly uri: string;
  /** A short name, unique among resources and templates. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** The tool whose answer it is; without it the resource is not offered. */
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** Whether the answer is a list that is read page by page, by `offset` and `limit`. */
  readonly isPaged: boolean;
  /** How long an answer may be kept, in milliseconds. */
  readonly ttlMs: number;
}

/** A family of resources, one for each thing that somebody names. */
export interface ResourceTemplate extends Omit<Resource, 'uri' | 'input'> {
  /** The address up to the name: `playlist` is `spotify://playlist/{playlist}`. */
  readonly noun: string;
  /** The name of the variable in the address. */
  readonly variable: string;
  /** What the variable may be, where only a few words are possible; else it is whatever names such a thing. */
  readonly choices?: readonly string[];
  readonly input: (value: string) => Readonly<Record<string, unknown>>;
}

/** Where all addresses of ours begin. */
export const scheme = 'spotify://';

/** The address of a template, in the form of RFC 6570. */
export function uriTemplateOf({ noun, variable, isPaged }: ResourceTemplate): string {
  return `${scheme}${noun}/{${variable}}${isPaged ? '{?offset,limit}' : ''}`;
}
