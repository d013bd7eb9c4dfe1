import { library } from '@tonearm/tooling/tsup';

export default library({
  index: 'src/index.ts',
  'rules/index': 'src/rules/index.ts',
  'dashboards/index': 'src/dashboards/index.ts',
});
