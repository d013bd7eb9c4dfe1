import { expect, test } from 'vitest';
import { readFields, toKebabCase } from './fields.js';
import { toArgument, toOptions } from './flags.js';
import { tinyTool } from './testing/tiny-tool.js';

const fields = readFields(tinyTool.input);
const flagsOf = (name: string): readonly string[] => {
  const field = fields.find((candidate) => candidate.name === name);
  return field ? toOptions(field).map((option) => `${option.flags} ${option.description}`) : [];
};

test('snake_case and camelCase become kebab-case', () => {
  expect(['device_id', 'positionMs', 'limit'].map(toKebabCase)).toEqual(['device-id', 'position-ms', 'limit']);
});

test('a flag tells its type, its range, its default and that it may be repeated', () => {
  expect(flagsOf('limit')).toEqual(['--limit <number> limit, 1 to 50 (default: 20)']);
  expect(flagsOf('kinds')).toEqual(['--kinds <choice> Which colours (repeat it for more; default: red)']);
  expect(flagsOf('device_id')).toEqual(['--device-id <id> Where']);
});

test('a switch that may be left alone can be switched both ways', () => {
  expect(flagsOf('public')).toEqual(['--public For all to see', '--no-public not: For all to see']);
  expect(flagsOf('loud')).toEqual(['--loud loud']);
});

test('a positional is required when its field is, and takes many when its field does', () => {
  const [things, , device] = fields;
  expect(things && toArgument(things).name()).toBe('things');
  expect(things && toArgument(things).variadic).toBe(true);
  expect(things && toArgument(things).required).toBe(true);
  expect(device && toArgument(device).required).toBe(false);
});
