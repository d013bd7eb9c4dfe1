import type { Dashboard, Panel } from '@tonearm/metrics/dashboards';
import { withoutVariables } from '../known-series.ts';
import { query, queryRange, type ResultSeries } from '../stage/prometheus-api.ts';
import { type Line, panelSvg, type TimeRange } from './panel-svg.ts';

const unitWidth = 60;
const panelHeight = 240;
const headingHeight = 34;
const gap = 8;

/** What a dashboard looks like with the data of a Prometheus, drawn; and what its panels showed. */
export interface Drawing {
  readonly svg: string;
  readonly panels: readonly { readonly title: string; readonly lines: readonly Line[] }[];
}

/** Draws a dashboard with what Prometheus has of the last so many seconds. */
export async function drawDashboard(dashboard: Dashboard, prometheus: string, seconds: number): Promise<Drawing> {
  const to = Date.now() / 1000;
  const range: TimeRange = { from: to - seconds, to };
  const parts: string[] = [];
  const panels: { title: string; lines: readonly Line[] }[] = [];
  let y = gap;
  const heading = (text: string, size: number): void => {
    parts.push(
      `<text x="${gap}" y="${y + 22}" font-size="${size}" fill="#24292e" font-family="sans-serif">${text}</text>`,
    );
    y += headingHeight;
  };
  heading(dashboard.title, 20);
  for (const row of dashboard.rows) {
    heading(row.title, 15);
    let x = 0;
    for (const panel of row.panels) {
      const width = panel.width ?? 8;
      if (x + width > 24) {
        x = 0;
        y += panelHeight + gap;
      }
      const lines = await linesOf(panel, prometheus, seconds);
      panels.push({ title: panel.title, lines });
      const drawn = panelSvg(panel, lines, { width: width * unitWidth - gap, height: panelHeight, range });
      parts.push(`<g transform="translate(${x * unitWidth + gap}, ${y})">\n${drawn}\n</g>`);
      x += width;
    }
    y += panelHeight + gap;
  }
  const size = `width="${24 * unitWidth + gap}" height="${y}"`;
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size}>`,
    '<rect width="100%" height="100%" fill="#f4f5f5"/>',
    ...parts,
    '</svg>',
    '',
  ];
  return { svg: svg.join('\n'), panels };
}

async function linesOf({ queries, kind }: Panel, prometheus: string, seconds: number): Promise<readonly Line[]> {
  const results = await Promise.all(
    queries.map(async ({ expr, legend }) => {
      const text = withoutVariables(expr, '15s');
      const series = kind === 'stat' ? await query(prometheus, text) : await queryRange(prometheus, text, seconds);
      return series.map((each) => ({ name: nameOf(legend, each), points: each.points }));
    }),
  );
  return results.flat();
}

function nameOf(legend: string, { labels }: ResultSeries): string {
  return legend.replace(/\{\{(\w+)\}\}/g, (_, label: string) => labels[label] ?? '').trim() || 'value';
}
