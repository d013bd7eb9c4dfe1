// An album as large as the server's.
const bytes = new TextEncoder().encode(
  JSON.stringify({ id: 'a1', tracks: Array.from({ length: 12 }, () => 'x'.repeat(300)) }),
);
const headers = new Headers({ 'content-type': 'application/json; charset=utf-8' });

/** A fetch that sends nothing: takes what it is given as the platform does, and answers at once with a stream of one piece. */
export const fetchWithoutNetwork: typeof globalThis.fetch = async (input, init) => {
  new Request(input, init);
  const body = new ReadableStream({
    type: 'bytes',
    start(controller) {
      controller.enqueue(bytes.slice());
      controller.close();
    },
  });
  return new Response(body, { headers });
};
