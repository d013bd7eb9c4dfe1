import type { Labels } from './labels.js';
import type { Exemplar, MetricFamily, Sample } from './snapshot.js';

/** All metrics as text, and what to call it in a `Content-Type` header. */
export interface Exposition {
  readonly contentType: string;
  readonly body: string;
}

/** The two forms that Prometheus reads: its own, and OpenMetrics, which also carries units and exemplars. */
export type ExpositionFormat = 'prometheus' | 'openmetrics';

const contentTypes = {
  prometheus: 'text/plain; version=0.0.4; charset=utf-8',
  openmetrics: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
} as const;

/** Writes metrics as text. */
export function renderMetrics(families: readonly MetricFamily[], format: ExpositionFormat = 'prometheus'): Exposition {
  const isOpen = format === 'openmetrics';
  const lines: string[] = [];
  for (const family of families) {
    // In OpenMetrics a counter is called by its name without the suffix that its samples bear.
    const name = isOpen && family.kind === 'counter' ? family.name.replace(/_total$/, '') : family.name;
    lines.push(`# HELP ${name} ${escapeHelp(family.help, isOpen)}`, `# TYPE ${name} ${family.kind}`);
    if (isOpen && family.unit !== undefined && name.endsWith(`_${family.unit}`))
      lines.push(`# UNIT ${name} ${family.unit}`);
    for (const sample of family.samples) lines.push(sampleLine(sample, family, isOpen));
  }
  if (isOpen) lines.push('# EOF');
  return { contentType: contentTypes[format], body: `${lines.join('\n')}\n` };
}

/** Chooses the form that a scraper prefers, from its `Accept` header: OpenMetrics only for whoever names it. */
export function chooseFormat(accept: string | undefined): ExpositionFormat {
  let best: { format: ExpositionFormat; quality: number } = { format: 'prometheus', quality: 0 };
  for (const range of accept?.split(',') ?? []) {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const format = type === 'application/openmetrics-text' ? 'openmetrics' : 'prometheus';
    if (format === 'prometheus' && !/^(text\/(plain|\*)|\*\/\*)$/.test(type)) continue;
    const given = parameters.find((parameter) => parameter.startsWith('q='));
    const quality = given === undefined ? 1 : Number(given.slice(2));
    if (quality > best.quality) best = { format, quality };
  }
  return best.format;
}

function sampleLine(sample: Sample, { kind, name }: MetricFamily, isOpen: boolean): string {
  const sampleName = isOpen && kind === 'counter' && !name.endsWith('_total') ? `${sample.name}_total` : sample.name;
  const line = `${sampleName}${labelText(sample.labels)} ${numberText(sample.value)}`;
  return isOpen && sample.exemplar !== undefined ? line + exemplarText(sample.exemplar) : line;
}

function exemplarText({ labels, value, timestampSeconds }: Exemplar): string {
  return ` # ${labelText(labels) || '{}'} ${numberText(value)} ${timestampSeconds.toFixed(3)}`;
}

function labelText(labels: Labels): string {
  let text = '';
  for (const label in labels) text += `${text === '' ? '' : ','}${label}="${escapeValue(labels[label] ?? '')}"`;
  return text === '' ? '' : `{${text}}`;
}

function numberText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (Number.isFinite(value)) return String(value);
  return value > 0 ? '+Inf' : '-Inf';
}

function escapeValue(text: string): string {
  // Almost no value needs it, and this runs for each label of each series.
  return /[\\"\n]/.test(text) ? text.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n') : text;
}

function escapeHelp(text: string, isOpen: boolean): string {
  return text.replace(isOpen ? /[\\"]/g : /\\/g, '\\$&').replace(/\n/g, '\\n');
}
