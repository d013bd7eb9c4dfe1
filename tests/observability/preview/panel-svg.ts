import type { Panel, PanelUnit } from '@tonearm/metrics/dashboards';

/** A line of a panel: its name, and its values over time. */
export interface Line {
  readonly name: string;
  /** Seconds since 1970, and the value. */
  readonly points: readonly (readonly [number, number])[];
}

const colours = ['#3274d9', '#e0752d', '#56a64b', '#8f3bb8', '#c4162a', '#b58900', '#37872d', '#6f6f6f'] as const;
const padding = { left: 56, right: 12, top: 34, bottom: 40 } as const;

/** Draws a panel as an SVG element of its own size, for people to look at; it is no copy of how Grafana does it. */
export function panelSvg(panel: Panel, lines: readonly Line[], width: number, height: number): string {
  const shown = lines
    .map(({ name, points }) => ({ name, points: points.filter(([, value]) => Number.isFinite(value)) }))
    .filter(({ points }) => points.length > 0);
  const body = panel.kind === 'stat' ? stat(panel, shown, width, height) : chart(panel, shown, width, height);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="sans-serif">`,
    `<title>${escapeXml(panel.title)}</title><desc>${escapeXml(panel.description)}</desc>`,
    `<rect width="${width}" height="${height}" rx="4" fill="#fff" stroke="#d8d9da"/>`,
    `<text x="12" y="20" font-size="13" font-weight="bold" fill="#24292e">${escapeXml(panel.title)}</text>`,
    shown.length === 0 ? `<text x="12" y="60" font-size="13" fill="#c4162a">no data</text>` : body,
    '</svg>',
  ].join('\n');
}

function stat({ unit }: Panel, lines: readonly Line[], width: number, height: number): string {
  const step = width / lines.length;
  return lines
    .map(({ name, points }, index) => {
      const x = step * (index + 0.5);
      const value = points.at(-1)?.[1] ?? Number.NaN;
      return [
        `<text x="${x}" y="${height / 2 + 14}" font-size="30" text-anchor="middle" fill="#24292e">${quantity(value, unit)}</text>`,
        `<text x="${x}" y="${height / 2 + 38}" font-size="11" text-anchor="middle" fill="#57606a">${escapeXml(name)}</text>`,
      ].join('\n');
    })
    .join('\n');
}

function chart(panel: Panel, lines: readonly Line[], width: number, height: number): string {
  const all = lines.flatMap(({ points }) => points);
  const times = all.map(([at]) => at);
  const [from, to] = [Math.min(...times), Math.max(...times)];
  const top = panel.max ?? (Math.max(0, ...all.map(([, value]) => value)) * 1.1 || 1);
  const inner = { width: width - padding.left - padding.right, height: height - padding.top - padding.bottom };
  const x = (at: number): number => padding.left + (to === from ? 0.5 : (at - from) / (to - from)) * inner.width;
  const y = (value: number): number => padding.top + (1 - Math.max(0, value) / top) * inner.height;
  const grid = [0, 0.5, 1].map((share) => {
    const at = y(top * share).toFixed(1);
    return [
      `<line x1="${padding.left}" x2="${width - padding.right}" y1="${at}" y2="${at}" stroke="#ebecee"/>`,
      `<text x="${padding.left - 6}" y="${Number(at) + 4}" font-size="10" text-anchor="end" fill="#57606a">${quantity(top * share, panel.unit)}</text>`,
    ].join('');
  });
  const drawn = lines.map(({ points }, index) => {
    const path = points.map(([at, value]) => `${x(at).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
    return `<polyline points="${path}" fill="none" stroke="${colourOf(index)}" stroke-width="1.5"/>`;
  });
  return [...grid, ...drawn, legend(lines, width, height)].join('\n');
}

function legend(lines: readonly Line[], width: number, height: number): string {
  const step = Math.max(90, (width - 24) / Math.max(1, Math.min(lines.length, 6)));
  return lines
    .slice(0, 12)
    .map(({ name }, index) => {
      const place = { x: 12 + (index % 6) * step, y: height - 20 + Math.floor(index / 6) * 13 };
      return `<text x="${place.x}" y="${place.y}" font-size="10" fill="${colourOf(index)}">${escapeXml(name.slice(0, Math.floor(step / 6)))}</text>`;
    })
    .join('\n');
}

function colourOf(index: number): string {
  return colours[index % colours.length] ?? colours[0];
}

/** A number as a person reads it, in the unit of the panel. */
function quantity(value: number, unit: PanelUnit): string {
  if (unit === 'percentunit') return `${round(value * 100)}%`;
  if (unit === 's') return value < 1 ? `${round(value * 1000)} ms` : `${round(value)} s`;
  if (unit === 'dtdurations') return `${round(value / 86_400)} days`;
  if (unit === 'bytes') return `${round(value / 1024 / 1024)} MiB`;
  return `${round(value)}${unit === 'reqps' || unit === 'cps' ? '/s' : ''}`;
}

function round(value: number): string {
  return String(Number(value.toPrecision(3)));
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
