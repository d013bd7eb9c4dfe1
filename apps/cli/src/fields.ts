import { type Tool, toJsonSchema } from '@tonearm/tools';

/** One field of a tool's input, as far as a command line is concerned. */
export interface Field {
  /** The field's own name: `device_id`. */
  readonly name: string;
  /** The flag's name: `device-id`. */
  readonly flag: string;
  readonly type: 'text' | 'number' | 'boolean' | 'json';
  readonly isList: boolean;
  readonly isRequired: boolean;
  readonly choices?: readonly string[];
  readonly fallback?: unknown;
  readonly help: string;
}

interface JsonSchema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly default?: unknown;
  readonly description?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
}

const rehearsal = { type: 'boolean', isList: false, fallback: false, help: 'only say what it would do' } as const;

/** The fields of an input schema, in the order in which they are declared. */
export function readFields(schema: Tool['input']): readonly Field[] {
  const { properties = {}, required = [] } = toJsonSchema(schema, 'input') as JsonSchema;
  return Object.entries(properties).map(([name, declared]) => readField(name, declared, required.includes(name)));
}

function readField(name: string, declared: JsonSchema, isRequired: boolean): Field {
  const property = declared.anyOf?.find((option) => option.type !== 'null') ?? declared;
  const isList = property.type === 'array';
  const value = (isList ? property.items : property) ?? {};
  const choices = value.enum?.map(String);
  // Nobody says that it is no rehearsal.
  if (name === 'dry_run') return { ...rehearsal, name, flag: toKebabCase(name), isRequired };
  return {
    name,
    flag: toKebabCase(name),
    type: typeOf(value),
    isList,
    isRequired,
    help: [declared.description ?? property.description ?? toKebabCase(name).replaceAll('-', ' '), range(value)]
      .filter(Boolean)
      .join(', '),
    ...(choices && { choices }),
    ...(declared.default !== undefined && { fallback: declared.default }),
  };
}

function typeOf({ type }: JsonSchema): Field['type'] {
  if (type === 'integer' || type === 'number') return 'number';
  return type === 'boolean' ? 'boolean' : type === 'object' ? 'json' : 'text';
}

/** `device_id` → `device-id`. */
export function toKebabCase(name: string): string {
  return name
    .replaceAll('_', '-')
    .replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `-${letter}`)
    .toLowerCase();
}

function range({ minimum, maximum }: JsonSchema): string {
  const low = minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER;
  const high = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER;
  if (low && high) return `${minimum} to ${maximum}`;
  if (low) return `at least ${minimum}`;
  return high ? `at most ${maximum}` : '';
}
