import { seriesOf } from '@tonearm/metrics/rules';
import { metricCatalogue } from '@tonearm/tools/metric-catalogue';

/** What Prometheus calls the servers of Tonearm that it scrapes. */
export const job = 'tonearm';

/** Selectors of the metrics of the runtime; a name or label that does not exist does not compile. */
export const series = seriesOf(metricCatalogue);

/** The series of the process itself, whose names are the same in every program. */
export const ofProcess = (name: string): string => `${name}{job="${job}"}`;

/** Where the page of an alert is that says what to do. */
export function runbookUrl(alert: string): string {
  return `https://github.com/tonearm/tonearm/blob/main/docs/runbooks/${runbookFile(alert)}`;
}

/** `TonearmCircuitOpen` has its page in `circuit-open.md`. */
export function runbookFile(alert: string): string {
  const words = alert.replace(/^Tonearm/, '').replace(/([a-z])([A-Z])/g, '$1-$2');
  return `${words.toLowerCase()}.md`;
}
