import { library } from '@tonearm/tooling/tsup';

export default library({ index: 'src/index.ts', main: 'src/main.ts', fixtures: 'src/fixtures.ts' });
