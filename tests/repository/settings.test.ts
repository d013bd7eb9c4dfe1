import { settingsTable } from '@tonearm/tools/runtime';
import { expect, test } from 'vitest';

const PAGE = `# Settings

Both commands read these variables of the environment; a flag of the same name wins over its variable. A value that is not allowed is refused, with
the name of the variable and what it may hold. This page is made from the table of settings in the runtime: change it there, then run
\`pnpm vitest run -u\`.

${settingsTable()}
`;

test('the page of settings is the table of settings', async () => {
  await expect(PAGE).toMatchFileSnapshot('../../docs/guide/settings.md');
});
