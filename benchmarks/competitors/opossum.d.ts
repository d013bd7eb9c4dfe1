// opossum brings no types; this is what is used of it.
declare module 'opossum' {
  export default class CircuitBreaker<Result> {
    constructor(action: () => Promise<Result>, options?: Readonly<Record<string, unknown>>);
    fire(): Promise<Result>;
    open(): void;
    shutdown(): void;
  }
}
