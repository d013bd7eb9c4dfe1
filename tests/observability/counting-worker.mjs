// A process that counts, and tells it to whoever asks. Its argument is how much it has counted.
import { createMetrics, defineMetrics, shareMetrics } from '@tonearm/metrics';

const catalogue = defineMetrics({ calls: { kind: 'counter', name: 'calls_total', help: 'Calls.' } });
const metrics = createMetrics(catalogue);
metrics.counter('calls').add(Number(process.argv[2]));
shareMetrics(metrics, process);
process.send?.('ready');
