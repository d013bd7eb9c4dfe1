import type { Panel } from '@tonearm/metrics/dashboards';
import { axisUpTo, quantity } from './axis.ts';
import { colourOf, escapeXml, type LegendLayout, layOutLegend } from './legend.ts';

/** A line of a panel: its name, and its values over time. */
export interface Line {
  readonly name: string;
  /** Seconds since 1970, and the value. */
  readonly points: readonly (readonly [number, number])[];
}

/** The time that is shown, in seconds since 1970; the same in all panels of a dashboard. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/** The place of a panel. */
interface Frame {
  readonly width: number;
  readonly height: number;
  readonly range: TimeRange;
}

const padding = { left: 58, right: 14, top: 36, bottom: 22 } as const;

/** Draws a panel as an SVG element of its own size, for people to look at; it is no copy of how Grafana does it. */
export function panelSvg(panel: Panel, lines: readonly Line[], frame: Frame): string {
  const { width, height } = frame;
  const shown = lines
    .map(({ name, points }) => ({ name, points: points.filter(([, value]) => Number.isFinite(value)) }))
    .filter(({ points }) => points.length > 0);
  const body = panel.kind === 'stat' ? stat(panel, shown, frame) : chart(panel, shown, frame);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="sans-serif">`,
    `<title>${escapeXml(panel.title)}</title><desc>${escapeXml(panel.description)}</desc>`,
    `<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="4" fill="#fff" stroke="#d8d9da"/>`,
    `<text x="12" y="21" font-size="13" font-weight="bold" fill="#24292e">${escapeXml(panel.title)}</text>`,
    shown.length === 0 ? `<text x="12" y="60" font-size="13" fill="#c4162a">no data</text>` : body,
    '</svg>',
  ].join('\n');
}

function stat({ unit, thresholds }: Panel, lines: readonly Line[], { width, height }: Frame): string {
  const step = width / lines.length;
  return lines
    .map(({ name, points }, index) => {
      const x = step * (index + 0.5);
      const value = points.at(-1)?.[1] ?? Number.NaN;
      return [
        `<text x="${x}" y="${height / 2 + 14}" font-size="32" text-anchor="middle" fill="${verdict(value, thresholds)}">${quantity(value, unit)}</text>`,
        `<text x="${x}" y="${height / 2 + 38}" font-size="11" text-anchor="middle" fill="#57606a">${escapeXml(name)}</text>`,
      ].join('\n');
    })
    .join('\n');
}

/** The colour that the thresholds give to a value, as Grafana colours it. */
function verdict(value: number, thresholds: Panel['thresholds']): string {
  if (thresholds === undefined) return '#24292e';
  const { amber, red } = thresholds;
  const isReached = (bound: number): boolean => (amber < red ? value >= bound : value < bound);
  if (isReached(red)) return '#c4162a';
  return isReached(amber) ? '#e0752d' : '#37872d';
}

function chart(panel: Panel, lines: readonly Line[], { width, height, range }: Frame): string {
  const legend = layOutLegend(
    lines.map(({ name }) => name),
    width - 24,
  );
  const bottom = height - padding.bottom - legend.height;
  const stacked = panel.isStacked === true ? stack(lines) : lines;
  const { top, ticks } = axisUpTo(Math.max(...stacked.flatMap(valuesOf)), panel.unit, panel.max);
  const span = { x: width - padding.left - padding.right, y: bottom - padding.top };
  const x = (at: number): string => (padding.left + ((at - range.from) / (range.to - range.from)) * span.x).toFixed(1);
  const y = (value: number): string => (padding.top + (1 - Math.max(0, value) / top) * span.y).toFixed(1);
  const grid = ticks.map((tick) =>
    [
      `<line x1="${padding.left}" x2="${width - padding.right}" y1="${y(tick)}" y2="${y(tick)}" stroke="#e4e5e7"/>`,
      `<text x="${padding.left - 6}" y="${Number(y(tick)) + 3.5}" font-size="10" text-anchor="end" fill="#57606a">${quantity(tick, panel.unit)}</text>`,
    ].join(''),
  );
  // The first is drawn last: what lies beneath a stack is the lower part of it.
  const drawn = stacked
    .map(({ points }, index) => {
      const path = points.map(([at, value]) => `${x(at)},${y(value)}`);
      const [first = '', last = ''] = [path[0], path.at(-1)];
      const area = `${first.split(',')[0]},${y(0)} ${path.join(' ')} ${last.split(',')[0]},${y(0)}`;
      return [
        panel.isStacked === true ? `<polygon points="${area}" fill="#fff"/>` : '',
        panel.isStacked === true ? `<polygon points="${area}" fill="${colourOf(index)}" fill-opacity="0.3"/>` : '',
        `<polyline points="${path.join(' ')}" fill="none" stroke="${colourOf(index)}" stroke-width="1.5"/>`,
        path.length === 1
          ? `<circle cx="${first.split(',')[0]}" cy="${first.split(',')[1]}" r="2.5" fill="${colourOf(index)}"/>`
          : '',
      ].join('');
    })
    .toReversed();
  return [...drawn, ...grid, timeLabels(range, bottom + 13, width), legendSvg(legend, bottom + 30)].join('\n');
}

function timeLabels({ from, to }: TimeRange, y: number, width: number): string {
  const label = (x: number, anchor: string, text: string): string =>
    `<text x="${x}" y="${y}" font-size="10" text-anchor="${anchor}" fill="#8b949e">${text}</text>`;
  return [
    label(padding.left, 'start', `${quantity(Math.round(to - from), 's')} ago`),
    label(width - padding.right, 'end', 'now'),
  ].join('');
}

function legendSvg({ entries }: LegendLayout, y: number): string {
  return entries
    .map(
      ({ text, colour, x, dy }) =>
        `<rect x="${12 + x}" y="${y + dy - 7}" width="8" height="3" fill="${colour}"/><text x="${24 + x}" y="${y + dy}" font-size="10" fill="#24292e">${escapeXml(text)}</text>`,
    )
    .join('\n');
}

/** Each line on top of the ones before it, at every time at which one of them has a value. */
function stack(lines: readonly Line[]): readonly Line[] {
  const times = [...new Set(lines.flatMap(({ points }) => points.map(([at]) => at)))].sort((a, b) => a - b);
  const sums = new Map(times.map((at) => [at, 0]));
  return lines.map(({ name, points }) => {
    const own = new Map(points);
    for (const at of times) sums.set(at, (sums.get(at) ?? 0) + (own.get(at) ?? 0));
    return { name, points: times.map((at): [number, number] => [at, sums.get(at) ?? 0]) };
  });
}

function valuesOf({ points }: Line): readonly number[] {
  return points.map(([, value]) => value);
}
