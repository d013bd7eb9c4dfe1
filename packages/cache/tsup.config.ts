import { library } from '@tonearm/tooling/tsup';

export default library();
