import { library } from '@tonearm/tooling/tsup';

export default library({ index: 'src/index.ts', testing: 'src/testing/index.ts' });
