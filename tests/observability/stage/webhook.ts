import { createServer } from 'node:http';

/** One alert as Alertmanager tells it. */
export interface ToldAlert {
  readonly status: 'firing' | 'resolved';
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** Somebody who is told of alerts. */
export interface Webhook {
  readonly url: string;
  /** What a receiver has been told so far, in order. */
  told(receiver: string): readonly ToldAlert[];
  close(): void;
}

/** Starts a receiver of webhooks; the last part of the path tells the receivers of Alertmanager apart. */
export async function startWebhook(): Promise<Webhook> {
  const heard: { readonly receiver: string; readonly alert: ToldAlert }[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { alerts } = JSON.parse(body) as { alerts: readonly ToldAlert[] };
    const receiver = request.url?.split('/').at(-1) ?? '';
    for (const alert of alerts) heard.push({ receiver, alert });
    response.end();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    told: (receiver) => heard.filter((each) => each.receiver === receiver).map(({ alert }) => alert),
    close: () => server.close(),
  };
}
