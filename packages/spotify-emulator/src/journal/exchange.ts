import type { Reply } from '../http/reply.js';

/** What went over the wire for one request, as it was. Only an HTTP Archive tells of it, and blacks out what is secret. */
export interface Exchange {
  /** Where the emulator was reached. */
  readonly origin: string;
  readonly requestHeaders: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Undefined for a connection that was cut or left open. */
  readonly reply: Pick<Reply, 'headers' | 'body' | 'dripMs'> | undefined;
  /** How long the answer really took, in milliseconds. */
  readonly durationMs: number;
  /** Whether the body of the answer was given up because too many others came after it. */
  readonly isBodyForgotten?: boolean;
}

const mostCharacters = 4_000_000;

/** Keeps exchanges in order, and of the older ones not the bodies: all bodies together have a limit. */
export class ExchangeLog {
  #exchanges: (Exchange | undefined)[] = [];
  #characters = 0;
  /** The first one that still has its body. */
  #firstWhole = 0;

  add(exchange: Exchange | undefined): void {
    this.#exchanges.push(exchange);
    this.#characters += sizeOf(exchange);
    while (this.#characters > mostCharacters) this.#forgetBody();
  }

  at(place: number): Exchange | undefined {
    return this.#exchanges[place];
  }

  /** Forgets the oldest ones. */
  cut(count: number): void {
    for (const exchange of this.#exchanges.slice(this.#firstWhole, count)) this.#characters -= sizeOf(exchange);
    this.#exchanges = this.#exchanges.slice(count);
    this.#firstWhole = Math.max(0, this.#firstWhole - count);
  }

  clear(): void {
    this.#exchanges = [];
    this.#characters = 0;
    this.#firstWhole = 0;
  }

  #forgetBody(): void {
    const exchange = this.#exchanges[this.#firstWhole];
    this.#characters -= sizeOf(exchange);
    if (exchange?.reply) {
      const reply = { ...exchange.reply, body: '' };
      this.#exchanges[this.#firstWhole] = { ...exchange, reply, isBodyForgotten: true };
    }
    this.#firstWhole += 1;
  }
}

function sizeOf(exchange: Exchange | undefined): number {
  return exchange?.reply?.body.length ?? 0;
}
