import type { IncomingMessage, ServerResponse } from 'node:http';

/** An answer that carries nothing but a reason. */
export interface PlainAnswer {
  readonly status: number;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers with a JSON-RPC error, which is what MCP clients can read. */
export function answerPlainly(response: ServerResponse, { status, message, headers }: PlainAnswer): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(`${JSON.stringify({ jsonrpc: '2.0', id: null, error: { code: -32_000, message } })}\n`);
}

/** Turns a request away without keeping its body. The rest of it is thrown away as it comes, so that the client gets to read why. */
export function refuseRequest(request: IncomingMessage, response: ServerResponse, answer: PlainAnswer): void {
  request.resume();
  answerPlainly(response, { ...answer, headers: { ...answer.headers, connection: 'close' } });
}
