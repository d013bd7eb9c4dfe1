import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ruleGroups } from '@tonearm/deploy/generate';
import { isAlert } from '@tonearm/metrics/rules';
import { servicesAreOff } from '@tonearm/tooling/services';
import { afterAll, describe, expect, test } from 'vitest';
import { root } from '../repository/tree.ts';
import { type AlertCase, alertCases } from './alert-cases.ts';
import { runProgram } from './run-program.ts';

const rulesFile = join(root, 'deploy/observability/prometheus/rules/tonearm.yml');
const folder = mkdtempSync(join(tmpdir(), 'tonearm-alerts-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The alert as it fires, with every label that its words speak of. */
function firing(alert: string): string {
  const rule = ruleGroups.flatMap(({ rules }) => rules.filter(isAlert)).find((each) => each.alert === alert);
  const words = JSON.stringify(rule?.annotations);
  const spoken = [...words.matchAll(/\{\{ \$labels\.(\w+)/g)].map(([, label]) => `, ${label}!=""`);
  return `count(ALERTS{alertname="${alert}", alertstate="firing"${spoken.join('')}})`;
}

/** Asks the real Prometheus, over time that it invents, about every case: once as it is, and once turned round. */
async function runCases(): Promise<string> {
  const numbered = alertCases.map((each, index) => ({ ...each, index }));
  const steps = [...new Set(alertCases.map(({ stepMinutes }) => stepMinutes))];
  const files = steps.map((minutes) => {
    const path = join(folder, `${minutes}.json`);
    const tests = numbered.filter(({ stepMinutes }) => stepMinutes === minutes).map(toTest);
    const settings = {
      rule_files: [rulesFile],
      evaluation_interval: `${minutes}m`,
      // Otherwise an order of chance: an alert that comes before what it reads would see nothing that is fresh.
      group_eval_order: ruleGroups.map((group) => group.name),
    };
    // Every JSON is YAML too.
    writeFileSync(path, JSON.stringify({ ...settings, tests }));
    return path;
  });
  const { output } = await runProgram('promtool', ['test', 'rules', ...files]);
  return output;
}

/** What makes the query of each case differ: this promtool names what failed by its query only. */
const mark = (index: number, isTurned: boolean): string => ` + 0 * ${index * 2 + Number(isTurned)}`;

function toTest({ alert, when, fires, after, stepMinutes, series, index }: AlertCase & { index: number }): object {
  const expectation = (isTurned: boolean): object => ({
    expr: firing(alert) + mark(index, isTurned),
    eval_time: `${after * stepMinutes}m`,
    exp_samples: fires === isTurned ? [] : [{ labels: '{}', value: 1 }],
  });
  return {
    name: `${alert} when ${when}`,
    interval: `${stepMinutes}m`,
    input_series: Object.entries(series).map(([selector, values]) => ({ series: selector, values })),
    promql_expr_test: [expectation(false), expectation(true)],
  };
}

describe.skipIf(servicesAreOff)('the rules', () => {
  test('are accepted by Prometheus, with the configuration that names them', async () => {
    const place = join(folder, 'prometheus');
    cpSync(join(root, 'deploy/observability/prometheus'), place, { recursive: true });
    const file = join(place, 'prometheus.yml');
    const token = join(folder, 'token');
    writeFileSync(token, 'a token');
    writeFileSync(file, readFileSync(file, 'utf8').replace('/run/secrets/tonearm_http_token', token));
    const { exitCode, output } = await runProgram('promtool', ['check', 'config', file]);
    const found = ruleGroups.flatMap(({ rules }) => rules).length;
    expect({ exitCode, output }).toMatchObject({
      exitCode: 0,
      output: expect.stringContaining(`${found} rules found`),
    });
  });

  test('have for every alert a case in which it fires, and one in which it does not', () => {
    const names = ruleGroups.flatMap(({ rules }) => rules.filter(isAlert).map(({ alert }) => alert));
    const proven = names.map((alert) => {
      const own = alertCases.filter((each) => each.alert === alert);
      return { alert, fires: own.some(({ fires }) => fires), silent: own.some(({ fires }) => !fires) };
    });
    expect(proven).toEqual(names.map((alert) => ({ alert, fires: true, silent: true })));
  });

  test('make each alert fire when it must, and only then; the opposite of each case is found out', async () => {
    const output = await runCases();
    const failed = (isTurned: boolean): readonly AlertCase[] =>
      alertCases.filter((_, index) => output.includes(`${mark(index, isTurned)}"`));
    expect(failed(false)).toEqual([]);
    expect(failed(true)).toEqual(alertCases);
  }, 60_000);
});
