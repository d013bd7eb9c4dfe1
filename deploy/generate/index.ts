export { dashboards } from './dashboards/index.ts';
export { generatedFiles } from './files.ts';
export { job, runbookFile } from './names.ts';
export { ruleGroups } from './rules.ts';
