import { library } from '@tonearm/tooling/tsup';

export default library({
  index: 'src/index.ts',
  'runtime/index': 'src/runtime/index.ts',
  'runtime/sign-in/index': 'src/runtime/sign-in/index.ts',
  'runtime/metric-catalogue': 'src/runtime/metric-catalogue.ts',
});
