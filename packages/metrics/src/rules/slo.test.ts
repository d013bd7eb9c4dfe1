import { expect, test } from 'vitest';
import { isAlert, type ServiceLevelObjective, sloRules } from './index.js';

const slo: ServiceLevelObjective = {
  service: 'shop',
  name: 'availability',
  description: 'Calls work.',
  objective: 0.999,
  errorRate: (window) => `bad[${window}]`,
  totalRate: (window) => `all[${window}]`,
  minimumEvents: 10,
  alerts: { prefix: 'Shop', page: 'page', ticket: 'ticket', runbookUrl: (alert) => `https://example.org/${alert}` },
};
const rules = sloRules(slo).flatMap((group) => group.rules);
const alerts = rules.filter(isAlert);

test('records the error ratio over every window of the alerts, and the budget, under the names of sloth', () => {
  const recorded = rules.flatMap((rule) => (isAlert(rule) ? [] : [rule.record]));
  expect(recorded).toEqual([
    ...['5m', '30m', '1h', '2h', '6h', '1d', '3d', '30d'].map((window) => `slo:sli_error:ratio_rate${window}`),
    ...['slo:objective:ratio', 'slo:error_budget:ratio', 'slo:time_period:days', 'slo:current_burn_rate:ratio'],
    ...['slo:period_burn_rate:ratio', 'slo:period_error_budget_remaining:ratio', 'sloth_slo_info'],
  ]);
});

test('alerts by two pairs of windows each, with the factors of the SRE workbook and enough events', () => {
  expect(alerts.map(({ alert, labels }) => [alert, labels.severity])).toEqual([
    ['ShopBudgetBurnFast', 'page'],
    ['ShopBudgetBurnSlow', 'ticket'],
  ]);
  expect(alerts[0]?.expr).toContain(
    'ratio_rate1h{sloth_id="shop-availability", sloth_service="shop", sloth_slo="availability"} > (14.4 * 0.001)',
  );
  expect(alerts[0]?.expr).toContain('(all[6h]) * 21600 >= 10');
  expect(alerts[1]?.expr).toContain('> (1 * 0.001)');
});

test.each([0, 1, 99.9])('refuses an objective of %s', (objective) => {
  expect(() => sloRules({ ...slo, objective })).toThrow(RangeError);
});
