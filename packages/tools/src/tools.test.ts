import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { toJsonSchema, toStandardSchema } from './standard-schema.js';
import { defineTool } from './tool.js';
import { tools } from './tools/index.js';
import { toolsets } from './toolsets.js';

const described = tools.map((tool) => ({
  name: tool.name,
  title: tool.title,
  description: tool.description,
  inputSchema: toJsonSchema(tool.input, 'input'),
  outputSchema: toJsonSchema(tool.output, 'output'),
}));

describe('the registry', () => {
  test('has no name twice, and no command twice', () => {
    expect(new Set(tools.map(({ name }) => name)).size).toBe(tools.length);
    const commands = tools.flatMap(({ command }) =>
      command === undefined ? [] : [command, ...(command.short ?? [])].map(({ path }) => path.join(' ')),
    );
    expect(new Set(commands).size).toBe(commands.length);
  });

  test('has a tool in every toolset', () => {
    expect(new Set(tools.map(({ toolset }) => toolset))).toEqual(new Set(toolsets));
  });
});

describe.each(tools.map((tool) => [tool.name, tool] as const))('%s', (name, tool) => {
  const { inputSchema, ...about } = described.find((entry) => entry.name === name) ?? expect.unreachable();

  test('is described as it was when people began to rely on it', async () => {
    const { scopes, effect, toolset, command, idempotent } = tool;
    const facts = { ...about, toolset, effect, idempotent, scopes, command, inputSchema };
    // Not named .json: its form is made by JSON.stringify, and no formatter may touch it.
    await expect(`${JSON.stringify(facts, undefined, 2)}\n`).toMatchFileSnapshot(`__snapshots__/${name}.json.snap`);
  });

  test('has a name and words that every client takes', () => {
    expect(name).toMatch(/^[a-z]+(_[a-z]+)+$/);
    expect(name.length).toBeLessThanOrEqual(40);
    expect(tool.description.length).toBeLessThanOrEqual(300);
    expect(JSON.stringify(inputSchema).length).toBeLessThanOrEqual(1200);
  });

  test('takes nothing that it does not know', () => {
    expect(inputSchema.additionalProperties).toBe(false);
    expect(inputSchema.type).toBe('object');
    expect(tool.input.safeParse({ surprise: 1 }).success).toBe(false);
  });

  test('can be rehearsed if it changes something, and confirmed if it takes something away', () => {
    const parameters = Object.keys(tool.input.shape);
    expect(parameters.includes('dry_run')).toBe(tool.effect !== 'read');
    expect(parameters.includes('confirm')).toBe(tool.effect === 'destroy');
  });

  test('has positionals that are parameters, and examples that are valid', () => {
    const parameters = Object.keys(tool.input.shape);
    expect(parameters).toEqual(expect.arrayContaining([...(tool.command?.positionals ?? [])]));
    expect(parameters).toEqual(expect.arrayContaining((tool.command?.short ?? []).map(({ field }) => field)));
    for (const { input } of tool.examples ?? []) expect(tool.input.safeParse(input).error).toBeUndefined();
  });
});

test('the schemas of a tool are made when somebody first looks, and only then', () => {
  let made = 0;
  const schema = () => {
    made += 1;
    return z.strictObject({});
  };
  const facts = { name: 'do_nothing', title: 'Nothing', description: 'Does nothing.', toolset: 'account' } as const;
  const doing = { run: async () => ({}), text: () => '' };
  const tool = defineTool({ ...facts, ...doing, effect: 'read', scopes: [], input: schema, output: schema });
  expect(made).toBe(0);
  expect(tool.input).toBe(tool.input);
  expect(tool.output).toBe(tool.output);
  expect(made).toBe(2);
});

describe('toStandardSchema', () => {
  test('validates as zod does, and makes its JSON Schema once', async () => {
    const [tool] = tools;
    if (tool === undefined) return expect.unreachable();
    const { '~standard': standard } = toStandardSchema(tool.input, 'input');
    expect(await standard.validate({ query: 'night' })).toMatchObject({ value: { query: 'night', limit: 10 } });
    expect(await standard.validate({})).toMatchObject({ issues: [expect.anything()] });
    expect(standard.jsonSchema.input()).toBe(standard.jsonSchema.output());
  });

  test('leaves out what says nothing', () => {
    const text = JSON.stringify(described);
    expect(text).not.toContain('$schema');
    expect(text).not.toContain(String(Number.MAX_SAFE_INTEGER));
  });
});
