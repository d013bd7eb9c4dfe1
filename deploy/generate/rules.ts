import { type RuleGroup, sloRules } from '@tonearm/metrics/rules';
import { alerts } from './alerts.ts';
import { objectives } from './objectives.ts';
import { recordings } from './recordings.ts';

/** All rules, in the order in which one reads what another has written. */
export const ruleGroups: readonly RuleGroup[] = [recordings, ...objectives.flatMap(sloRules), alerts];
