import type { PanelUnit } from '@tonearm/metrics/dashboards';

/** Where the axis of a panel ends, and where its lines are. */
export interface Axis {
  readonly top: number;
  readonly ticks: readonly number[];
}

const roundSteps = [1, 2, 2.5, 5, 10] as const;

/** An axis from 0 to a round number just above a value, with lines at round numbers; one that ends at `max` where that is given. */
export function axisUpTo(value: number, unit: PanelUnit, max?: number): Axis {
  if (max !== undefined) return { top: max, ticks: [0, max / 2, max] };
  if (value <= 0) return { top: 1, ticks: [0] };
  const base = baseOf(value, unit);
  const rough = (value / base) * 0.26;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = (roundSteps.find((each) => each * power >= rough) ?? 10) * power * base;
  const count = Math.ceil((value * 1.02) / step);
  return { top: step * count, ticks: Array.from({ length: count + 1 }, (_, index) => step * index) };
}

/** What people count in, at this size: mebibytes, minutes, hundredths. */
function baseOf(value: number, unit: PanelUnit): number {
  if (unit === 'bytes') return 1024 ** Math.max(0, Math.floor(Math.log(value) / Math.log(1024)));
  if (unit === 'dtdurations') return 86_400;
  if (unit === 's') return value >= 7200 ? 3600 : value >= 120 ? 60 : 1;
  return 1;
}

/** A number as a person reads it, in the unit of its panel. */
export function quantity(value: number, unit: PanelUnit): string {
  switch (unit) {
    case 'percentunit':
      return `${round(value * 100)} %`;
    case 'bytes': {
      const size = Math.max(1, baseOf(value, unit));
      const name = ['B', 'KiB', 'MiB', 'GiB', 'TiB'][Math.round(Math.log(size) / Math.log(1024))];
      return `${round(value / size)} ${name}`;
    }
    case 'dtdurations':
      return `${round(value / 86_400)} days`;
    case 's':
      return seconds(value);
    default:
      return `${round(value)}${unit === 'short' ? '' : '/s'}`;
  }
}

function seconds(value: number): string {
  if (value === 0) return '0';
  if (value < 1) return `${round(value * 1000)} ms`;
  const size = baseOf(value, 's');
  return `${round(value / size)} ${size === 3600 ? 'h' : size === 60 ? 'min' : 's'}`;
}

function round(value: number): string {
  return String(Number(value.toPrecision(3)));
}
