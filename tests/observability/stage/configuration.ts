import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { job } from '@tonearm/deploy/generate';
import { parse } from 'yaml';
import { root } from '../../repository/tree.ts';

const folder = join(root, 'deploy/observability');

/** What a Prometheus of a test looks at. */
export interface PrometheusSetting {
  /** Hosts and ports of the servers. */
  readonly targets: readonly string[];
  readonly alertmanager?: string;
  /** How often to scrape and to evaluate. */
  readonly interval: string;
  /** Takes the waits out of the alerts, so that what takes minutes is seen in seconds; the conditions stay. */
  readonly withoutWaiting?: boolean;
}

/** A configuration of Prometheus with the committed rules; `remove` takes its file away. */
export function prometheusConfiguration(setting: PrometheusSetting): { text: string; remove: () => void } {
  const place = mkdtempSync(join(tmpdir(), 'tonearm-rules-'));
  const rules = join(place, 'tonearm.yml');
  const text = readFileSync(join(folder, 'prometheus/rules/tonearm.yml'), 'utf8');
  writeFileSync(rules, setting.withoutWaiting ? text.replaceAll(/^ +for: .*\n/gm, '') : text);
  const alertmanagers =
    setting.alertmanager === undefined ? [] : [{ static_configs: [{ targets: [setting.alertmanager] }] }];
  return {
    text: JSON.stringify({
      global: {
        scrape_interval: setting.interval,
        scrape_timeout: setting.interval,
        evaluation_interval: setting.interval,
      },
      rule_files: [rules],
      alerting: { alertmanagers },
      scrape_configs: [{ job_name: job, static_configs: [{ targets: setting.targets }] }],
    }),
    remove: () => rmSync(place, { recursive: true }),
  };
}

/**
 * The committed configuration of Alertmanager, with the addresses of the people who are told replaced by one webhook,
 * and without the waits; routes, grouping and inhibition are the real ones.
 */
export function alertmanagerConfiguration(webhook: string): string {
  const configuration = parse(readFileSync(join(folder, 'alertmanager/alertmanager.yml'), 'utf8'));
  const route = (each: Record<string, unknown>): object => ({
    ...each,
    group_wait: '0s',
    group_interval: '1s',
    ...(Array.isArray(each.routes) && { routes: each.routes.map(route) }),
  });
  return JSON.stringify({
    ...configuration,
    route: route(configuration.route),
    receivers: configuration.receivers.map(({ name }: { name: string }) => ({
      name,
      webhook_configs: [{ url: `${webhook}/${name}`, send_resolved: true }],
    })),
  });
}
