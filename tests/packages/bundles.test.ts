import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const builtin = /(?:\bfrom|\bimport)\s*['"](node:[^'"]+)['"]/g;

test.each(['cli', 'mcp-server'])(
  'the built %s takes of Node’s own modules what it uses, and binds none of them whole',
  (app) => {
    const folder = new URL(`../../apps/${app}/dist/`, import.meta.url);
    const files = readdirSync(folder).filter((name) => name.endsWith('.js'));
    expect(files).toContain('main.js');
    // With createRequire of this one the others are had.
    const bound = files.flatMap((name) =>
      [...readFileSync(new URL(name, folder), 'utf8').matchAll(builtin)].map(([, module]) => module),
    );
    expect(new Set(bound)).toEqual(new Set(['node:module']));
  },
);
