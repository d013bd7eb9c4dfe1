/** One series in an answer, with its values over time; a single one for an instant query. */
export interface ResultSeries {
  readonly labels: Readonly<Record<string, string>>;
  /** Seconds since 1970, and the value. */
  readonly points: readonly (readonly [number, number])[];
}

/** A rule as Prometheus sees it. */
export interface RuleState {
  readonly name: string;
  readonly query: string;
  readonly health: string;
  readonly lastError?: string;
}

interface RawSeries {
  readonly metric: Readonly<Record<string, string>>;
  readonly value?: readonly [number, string];
  readonly values?: readonly (readonly [number, string])[];
}

async function ask<Data>(url: URL): Promise<Data> {
  const answer = (await (await fetch(url)).json()) as { status: string; data: Data; error?: string };
  if (answer.status !== 'success') throw new Error(`${url.search}: ${answer.error}`);
  return answer.data;
}

/** Asks for the value of a query now. */
export async function query(prometheus: string, expr: string): Promise<readonly ResultSeries[]> {
  const url = new URL('/api/v1/query', prometheus);
  url.searchParams.set('query', expr);
  const { result } = await ask<{ result: readonly RawSeries[] }>(url);
  return result.map(readSeries);
}

/** Asks for the values of a query in the last so many seconds, some sixty of them and at most four a second. */
export async function queryRange(prometheus: string, expr: string, seconds: number): Promise<readonly ResultSeries[]> {
  const url = new URL('/api/v1/query_range', prometheus);
  const now = Date.now() / 1000;
  for (const [name, value] of Object.entries({
    query: expr,
    start: now - seconds,
    end: now,
    step: Math.max(0.25, seconds / 60),
  })) {
    url.searchParams.set(name, String(value));
  }
  const { result } = await ask<{ result: readonly RawSeries[] }>(url);
  return result.map(readSeries);
}

/** All rules, with what became of their last evaluation. */
export async function rulesOf(prometheus: string): Promise<readonly RuleState[]> {
  const { groups } = await ask<{ groups: readonly { rules: readonly RuleState[] }[] }>(
    new URL('/api/v1/rules', prometheus),
  );
  return groups.flatMap(({ rules }) => rules);
}

/** The exemplars of a selector in the last so many seconds. */
export async function exemplarsOf(
  prometheus: string,
  selector: string,
  seconds: number,
): Promise<readonly { readonly labels: Readonly<Record<string, string>> }[]> {
  const url = new URL('/api/v1/query_exemplars', prometheus);
  const now = Date.now() / 1000;
  for (const [name, value] of Object.entries({ query: selector, start: now - seconds, end: now })) {
    url.searchParams.set(name, String(value));
  }
  const series = await ask<readonly { exemplars: readonly { labels: Readonly<Record<string, string>> }[] }[]>(url);
  return series.flatMap(({ exemplars }) => exemplars);
}

function readSeries({ metric, value, values }: RawSeries): ResultSeries {
  const raw = values ?? (value === undefined ? [] : [value]);
  return { labels: metric, points: raw.map(([at, text]): [number, number] => [at, Number(text)]) };
}
