import { tests } from '@tonearm/tooling/vitest';

export default tests('cli');
