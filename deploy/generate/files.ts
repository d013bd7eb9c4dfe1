import { grafanaDashboard } from '@tonearm/metrics/dashboards';
import { stringify } from 'yaml';
import { alertmanager } from './alertmanager.ts';
import { dashboards } from './dashboards/index.ts';
import { grafana } from './grafana.ts';
import { prometheus } from './prometheus.ts';
import { ruleGroups } from './rules.ts';

const notice = '# Generated from deploy/generate by `pnpm generate`: edit that, not this.\n';

/** Every generated file, by its path within deploy/observability. */
export function generatedFiles(): ReadonlyMap<string, string> {
  return new Map([
    ['prometheus/prometheus.yml', yaml(prometheus)],
    ['prometheus/rules/tonearm.yml', yaml({ groups: ruleGroups })],
    ['alertmanager/alertmanager.yml', yaml(alertmanager)],
    ['grafana/provisioning/datasources/prometheus.yml', yaml(grafana.datasources)],
    ['grafana/provisioning/dashboards/tonearm.yml', yaml(grafana.dashboards)],
    ...dashboards.map((dashboard): [string, string] => [
      `grafana/dashboards/${dashboard.uid}.json`,
      `${JSON.stringify(grafanaDashboard(dashboard), undefined, 2)}\n`,
    ]),
  ]);
}

function yaml(value: object): string {
  return notice + stringify(value, { lineWidth: 120, aliasDuplicateObjects: false });
}
