import { z } from 'zod';

// What https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json says of each object, read in
// modelcontextprotocol/static at commit 12022abc. Here every object is closed: the schema lets unknown fields pass, and a
// field that nobody knows is a typing error of ours.

const text = z.string();
const uri = z.url();

const inputFields = {
  choices: z.array(text),
  default: text,
  description: text,
  format: z.enum(['string', 'number', 'boolean', 'filepath']),
  isRequired: z.boolean(),
  isSecret: z.boolean(),
  placeholder: text,
  value: text,
};
const input = z.strictObject(inputFields).partial();
const withVariables = { ...input.shape, variables: z.record(text, input).optional() };

const keyValueInput = z.strictObject({ ...withVariables, name: text });
const namedArgument = z.strictObject({
  ...withVariables,
  type: z.literal('named'),
  name: text,
  isRepeated: z.boolean().optional(),
});
const positionalArgument = z
  .strictObject({
    ...withVariables,
    type: z.literal('positional'),
    valueHint: text.optional(),
    isRepeated: z.boolean().optional(),
  })
  .refine(({ value, valueHint }) => value !== undefined || valueHint !== undefined, 'has neither value nor valueHint');
const commandArguments = z.array(z.union([namedArgument, positionalArgument])).optional();

const remote = { url: text, headers: z.array(keyValueInput).optional() };
const localTransport = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('stdio') }),
  z.strictObject({ type: z.literal('streamable-http'), ...remote }),
  z.strictObject({ type: z.literal('sse'), ...remote }),
]);
const remoteTransport = z.strictObject({
  type: z.enum(['streamable-http', 'sse']),
  ...remote,
  variables: z.record(text, input).optional(),
});

const serverPackage = z.strictObject({
  registryType: text,
  registryBaseUrl: uri.optional(),
  identifier: text,
  version: text
    .min(1)
    .refine((version) => version !== 'latest', 'is no version')
    .optional(),
  fileSha256: text.regex(/^[a-f0-9]{64}$/).optional(),
  runtimeHint: text.optional(),
  runtimeArguments: commandArguments,
  packageArguments: commandArguments,
  environmentVariables: z.array(keyValueInput).optional(),
  transport: localTransport,
});

const icon = z.strictObject({
  src: uri.max(255),
  mimeType: z.enum(['image/png', 'image/jpeg', 'image/jpg', 'image/svg+xml', 'image/webp']).optional(),
  sizes: z.array(text.regex(/^(\d+x\d+|any)$/)).optional(),
  theme: z.enum(['light', 'dark']).optional(),
});

/** A `server.json`, as its published schema of 2025-12-11 describes it. */
export const serverJsonSchema = z.strictObject({
  $schema: z.literal('https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json'),
  name: text
    .min(3)
    .max(200)
    .regex(/^[a-zA-Z0-9.-]+\/[a-zA-Z0-9._-]+$/),
  title: text.min(1).max(100).optional(),
  description: text.min(1).max(100),
  version: text.max(255),
  websiteUrl: uri.optional(),
  repository: z.strictObject({ url: uri, source: text, id: text.optional(), subfolder: text.optional() }).optional(),
  icons: z.array(icon).optional(),
  packages: z.array(serverPackage).optional(),
  remotes: z.array(remoteTransport).optional(),
  _meta: z
    .strictObject({ 'io.modelcontextprotocol.registry/publisher-provided': z.record(text, z.unknown()).optional() })
    .optional(),
});

/** A `server.json` that follows the schema. */
export type ServerJson = z.infer<typeof serverJsonSchema>;
