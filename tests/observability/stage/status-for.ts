import { request } from 'node:http';

/** The status of an answer to a request that names any host, as programs in containers call each other; `fetch` lets nobody choose one. */
export function statusFor(
  url: string,
  headers: Readonly<Record<string, string>>,
  method: 'GET' | 'POST' = 'GET',
): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asked.once('error', reject);
    asked.end(method === 'POST' ? '{}' : undefined);
  });
}
