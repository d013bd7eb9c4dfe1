import { app } from '@tonearm/tooling/tsup';

export default app();
