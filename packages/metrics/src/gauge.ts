import type { GaugeWriter, MetricBackend } from './backend.js';
import type { MetricDefinition } from './catalogue.js';
import type { Labels } from './labels.js';

/** What a gauge offers, with the labels that it asks for. */
export interface GaugeInstrument<LabelArgument extends readonly unknown[]> {
  set(value: number, ...labels: LabelArgument): void;
  /**
   * Asks for the value whenever the metrics are shown; returns the way to stop it.
   * A series whose callback gives `undefined`, fails or takes longer than a second is left out, and the others are
   * shown all the same.
   */
  collect(read: () => number | undefined | Promise<number | undefined>, ...labels: LabelArgument): () => void;
}

interface Source {
  readonly read: () => number | undefined | Promise<number | undefined>;
  readonly labels: Labels;
}

/** A gauge whose labels are guarded and whose callbacks can't spoil the exposition. */
export function gauge(
  backend: MetricBackend,
  definition: MetricDefinition,
  guard: (labels: Labels | undefined) => Labels,
): GaugeInstrument<[labels?: Labels]> {
  const sources = new Set<Source>();
  const writer: GaugeWriter = backend.gauge(definition, async () => {
    await Promise.all([...sources].map(update));
  });

  async function update({ read, labels }: Source): Promise<void> {
    const value = await attempt(read);
    if (value !== undefined && Number.isFinite(value)) writer.set(value, labels);
    else writer.remove(labels);
  }

  return {
    set(value, labels) {
      if (Number.isFinite(value)) writer.set(value, guard(labels));
    },
    collect(read, labels) {
      const source: Source = { read, labels: guard(labels) };
      sources.add(source);
      return () => {
        sources.delete(source);
        writer.remove(source.labels);
      };
    },
  };
}

/** A scrape that waits for ever shows nothing at all. */
const patienceMs = 1000;

async function attempt(read: Source['read']): Promise<number | undefined> {
  try {
    const value = read();
    return typeof value === 'object' ? await withinPatience(value) : value;
  } catch {
    return undefined;
  }
}

function withinPatience(value: Promise<number | undefined>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(undefined), patienceMs);
    value.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
