export { checkQuery, type KnownSeries, knownSeries, recordedSeries } from './check-query.js';
export { type AlertRule, isAlert, type RecordingRule, type RuleGroup } from './rules.js';
export { type HistogramPart, type Matcher, type MatchersOf, type SeriesSelector, seriesOf } from './series.js';
export { type ServiceLevelObjective, sloRules } from './slo.js';
