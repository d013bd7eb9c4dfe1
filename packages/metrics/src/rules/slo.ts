import type { AlertRule, RecordingRule, RuleGroup } from './rules.js';

/** A promise about a service, kept as long as few enough events are bad. */
export interface ServiceLevelObjective {
  readonly service: string;
  readonly name: string;
  /** One sentence for people. */
  readonly description: string;
  /** The share of good events that is promised, below 1: 0.99. */
  readonly objective: number;
  /** The bad events of a window such as `5m`, each second, as PromQL; may be empty when there are none. */
  readonly errorRate: (window: string) => string;
  /** All events of a window, each second, as PromQL. */
  readonly totalRate: (window: string) => string;
  /** Where fewer events happened in the longer window, nobody is alerted: one failure of three calls is no outage. */
  readonly minimumEvents: number;
  readonly alerts: {
    /** What is put before `BudgetBurnFast` and `BudgetBurnSlow`. */
    readonly prefix: string;
    /** The severities of an alert that must wake somebody up, and of one that can wait until tomorrow. */
    readonly page: string;
    readonly ticket: string;
    readonly runbookUrl: (alert: string) => string;
  };
}

const windows = ['5m', '30m', '1h', '2h', '6h', '1d', '3d'] as const;
const periodDays = 30;

interface Burn {
  /** How many times faster than allowed the budget is used up. */
  readonly factor: number;
  readonly short: string;
  readonly long: string;
}

/** Pairs of windows and factors as in chapter 5 of the SRE workbook: the long one is sure, the short one ends the alert soon. */
const burns: Readonly<Record<'page' | 'ticket', readonly Burn[]>> = {
  page: [
    { factor: 14.4, short: '5m', long: '1h' },
    { factor: 6, short: '30m', long: '6h' },
  ],
  ticket: [
    { factor: 3, short: '2h', long: '1d' },
    { factor: 1, short: '6h', long: '3d' },
  ],
};

/**
 * The rules of an objective: its error ratio over several windows, its budget, and two alerts for the budget being used
 * up too fast. Names and labels are those of sloth, so that its dashboards show them too.
 */
export function sloRules(slo: ServiceLevelObjective): readonly RuleGroup[] {
  if (!(slo.objective > 0 && slo.objective < 1)) throw new RangeError('an objective lies between 0 and 1');
  const id = `${slo.service}-${slo.name}`;
  return [
    {
      name: `sloth-slo-sli-recordings-${id}`,
      rules: [...windows.map((window) => ratio(slo, window)), periodRatio(slo)],
    },
    { name: `sloth-slo-meta-recordings-${id}`, rules: budget(slo) },
    { name: `sloth-slo-alerts-${id}`, rules: [burnAlert(slo, 'page'), burnAlert(slo, 'ticket')] },
  ];
}

function labelsOf({ service, name }: ServiceLevelObjective) {
  return { sloth_id: `${service}-${name}`, sloth_service: service, sloth_slo: name };
}

function selectorOf(slo: ServiceLevelObjective): string {
  const pairs = Object.entries(labelsOf(slo)).map(([label, value]) => `${label}="${value}"`);
  return `{${pairs.join(', ')}}`;
}

function ratio(slo: ServiceLevelObjective, window: string): RecordingRule {
  return {
    record: `slo:sli_error:ratio_rate${window}`,
    // Without a single failure there is no series of failures: that is a ratio of 0. Without events there is no ratio.
    expr: `((${slo.errorRate(window)}) or vector(0)) / ((${slo.totalRate(window)}) > 0)`,
    labels: { ...labelsOf(slo), sloth_window: window },
  };
}

function periodRatio(slo: ServiceLevelObjective): RecordingRule {
  const short = `slo:sli_error:ratio_rate5m${selectorOf(slo)}[${periodDays}d]`;
  return {
    record: `slo:sli_error:ratio_rate${periodDays}d`,
    expr: `sum_over_time(${short}) / ignoring (sloth_window) count_over_time(${short})`,
    labels: { ...labelsOf(slo), sloth_window: `${periodDays}d` },
  };
}

function budget(slo: ServiceLevelObjective): readonly RecordingRule[] {
  const selector = selectorOf(slo);
  const labels = labelsOf(slo);
  const burn = (window: string): string =>
    `slo:sli_error:ratio_rate${window}${selector} / on (sloth_id, sloth_slo, sloth_service) group_left () slo:error_budget:ratio${selector}`;
  return [
    { record: 'slo:objective:ratio', expr: `vector(${slo.objective})`, labels },
    { record: 'slo:error_budget:ratio', expr: `vector(1 - ${slo.objective})`, labels },
    { record: 'slo:time_period:days', expr: `vector(${periodDays})`, labels },
    { record: 'slo:current_burn_rate:ratio', expr: burn('5m'), labels },
    { record: 'slo:period_burn_rate:ratio', expr: burn(`${periodDays}d`), labels },
    { record: 'slo:period_error_budget_remaining:ratio', expr: `1 - slo:period_burn_rate:ratio${selector}`, labels },
    { record: 'sloth_slo_info', expr: 'vector(1)', labels: { ...labels, sloth_objective: `${slo.objective * 100}` } },
  ];
}

function burnAlert(slo: ServiceLevelObjective, kind: 'page' | 'ticket'): AlertRule {
  const { prefix, runbookUrl } = slo.alerts;
  const alert = `${prefix}BudgetBurn${kind === 'page' ? 'Fast' : 'Slow'}`;
  const selector = selectorOf(slo);
  const allowed = Math.round((1 - slo.objective) * 1e9) / 1e9;
  const isBurning = ({ factor, short, long }: Burn): string => {
    const above = (window: string): string => `slo:sli_error:ratio_rate${window}${selector} > (${factor} * ${allowed})`;
    const enough = `(${slo.totalRate(long)}) * ${secondsOf(long)} >= ${slo.minimumEvents}`;
    return `(max(${above(short)}) without (sloth_window) and max(${above(long)}) without (sloth_window) and on () (${enough}))`;
  };
  return {
    alert,
    expr: burns[kind].map(isBurning).join('\nor\n'),
    labels: { severity: slo.alerts[kind], ...labelsOf(slo) },
    annotations: {
      summary: `${slo.description} {{ $value | humanizePercentage }} of the calls break it, ${Math.round((1 - slo.objective) * 1000) / 10}% are allowed.`,
      description:
        kind === 'page'
          ? 'At this pace the error budget of a month is gone within days. People notice it now.'
          : 'At this pace the error budget of a month does not last the month. It can wait until tomorrow, not until next week.',
      runbook_url: runbookUrl(alert),
    },
  };
}

function secondsOf(window: string): number {
  const units = { m: 60, h: 3600, d: 86_400 } as const;
  const unit = window.at(-1);
  return Number(window.slice(0, -1)) * (unit === 'm' || unit === 'h' || unit === 'd' ? units[unit] : Number.NaN);
}
