/** A request as the fake saw it. */
export interface SeenRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: Headers;
  readonly body: string | undefined;
  readonly redirect: string | undefined;
  readonly signal: AbortSignal | null | undefined;
}

/** An answer, or how to make one. */
export type Answer = Response | Error | ((request: SeenRequest) => Response | Promise<Response>);

/** A network of our own: gives its answers in turn, the last one for ever, and remembers what it was asked. */
export function fakeFetch(...answers: Answer[]): { fetch: typeof globalThis.fetch; requests: SeenRequest[] } {
  const requests: SeenRequest[] = [];
  const fetch = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const request: SeenRequest = {
      url: new URL(String(input)),
      method: init.method ?? 'GET',
      headers: new Headers(init.headers),
      body: typeof init.body === 'string' ? init.body : undefined,
      redirect: init.redirect,
      signal: init.signal,
    };
    const answer = answers[Math.min(requests.length, answers.length - 1)];
    requests.push(request);
    if (answer instanceof Error) throw answer;
    if (typeof answer === 'function') return answer(request);
    return answer?.clone() ?? new Response(null, { status: 204 });
  };
  return { fetch, requests };
}

/** A JSON answer. */
export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json', ...headers } });
}

/** Spotify's form of an error. */
export function spotifyError(
  status: number,
  message: string,
  reason?: string,
  headers?: Record<string, string>,
): Response {
  return json({ error: { status, message, ...(reason !== undefined && { reason }) } }, status, headers);
}

/** A fetch that never answers and does not even listen to its signal. */
export const deafFetch: typeof globalThis.fetch = () => new Promise(() => {});

/** What a promise is rejected with; fails when it is not. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  const value = await promise.then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  if (value === undefined) throw new Error('It was not rejected.');
  return value.error;
}
