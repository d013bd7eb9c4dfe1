import { type Ring, startDoorbells } from './doorbells.ts';

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
  const { url, rings, close } = await startDoorbells();
  return {
    url,
    told: (receiver) => rings.filter(({ path }) => path.endsWith(`/${receiver}`)).flatMap(alertsOf),
    close,
  };
}

function alertsOf({ body }: Ring): readonly ToldAlert[] {
  const { alerts } = JSON.parse(body) as { alerts: readonly ToldAlert[] };
  return alerts;
}
