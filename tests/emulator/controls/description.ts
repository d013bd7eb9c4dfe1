import { createSpotifyEmulator } from '@tonearm/spotify-emulator';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema: object }>>;
}

interface Parameter {
  readonly name: string;
  readonly schema: object;
}

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
}

/** What the controls say of themselves. */
export interface Description {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

/** One control as it is described. */
export interface DescribedControl {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly statuses: readonly string[];
  /** Undefined where no body is described. */
  readonly validateBody: ValidateFunction | undefined;
  readonly bodySchema: object | undefined;
  /** Whether a value fits what is described for a parameter, as it is written in an address. */
  validateParameter(name: string, written: string): boolean;
  /** The described type of an answer, and its validator if it is JSON. */
  answer(status: number): { readonly type: string; readonly validate?: ValidateFunction } | undefined;
}

/** The description that an emulator gives of its controls. */
export async function readDescription(): Promise<Description> {
  return (await (await createSpotifyEmulator().fetch('/__emulator/openapi.json')).json()) as Description;
}

/** The controls with validators made by somebody else's library. */
export function describedControls({ paths, components }: Description): readonly DescribedControl[] {
  // Formats are only names to this library; whether a date is one is told by the emulator itself.
  const ajv = new Ajv2020({
    strict: false,
    coerceTypes: false,
    validateFormats: false,
    schemas: [{ $id: 'root', components }],
  });
  const compile = (schema: object) =>
    ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"root#/components/')));
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, { parameters = [], requestBody, responses }]): DescribedControl => {
      const bodySchema = requestBody?.content?.['application/json']?.schema;
      return {
        name: `${method.toUpperCase()} ${path.slice('/__emulator'.length)}`,
        parameters: parameters.map(({ name }) => name),
        statuses: Object.keys(responses),
        bodySchema,
        validateBody: bodySchema && compile(bodySchema),
        validateParameter: (name, written) => {
          const schema = parameters.find((each) => each.name === name)?.schema;
          return schema !== undefined && [written, ...asJson(written)].some((value) => compile(schema)(value));
        },
        answer: (status) => {
          const [type, described] = Object.entries(responses[status]?.content ?? {})[0] ?? [];
          if (type === undefined || !described) return undefined;
          return type === 'application/json' ? { type, validate: compile(described.schema) } : { type };
        },
      };
    }),
  );
}

/** What a number or a flag in an address stands for. */
function asJson(written: string): readonly unknown[] {
  return /^(-?\d+(\.\d+)?|true|false)$/.test(written) ? [JSON.parse(written)] : [];
}
