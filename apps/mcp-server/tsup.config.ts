import { app } from '@tonearm/tooling/tsup';

// What the SDK brings along for Node includes a large validator that this server never calls.
export default app({ alias: { '@modelcontextprotocol/server/_shims': './src/sdk-shims.ts' } });
