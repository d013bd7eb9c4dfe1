import { readdirSync } from 'node:fs';
import { library } from '@tonearm/tooling/tsup';

/** Each noun is a file of its own, so that a bundler can leave out what an app does not import. */
const nouns = readdirSync(new URL('src/endpoints', import.meta.url))
  .filter((file) => !/^(index|parameters|playlist-facts)\.|\.test\./.test(file))
  .map((file) => file.replace(/\.ts$/, ''));

export default library({
  index: 'src/index.ts',
  'auth/node': 'src/auth/node/index.ts',
  testing: 'src/testing/index.ts',
  ...Object.fromEntries(nouns.map((noun) => [`endpoints/${noun}`, `src/endpoints/${noun}.ts`])),
});
