/** Fields whose values are secrets, wherever in a line they are. */
const secretFields: readonly string[] = [
  'token',
  'accessToken',
  'refreshToken',
  'access_token',
  'refresh_token',
  'clientSecret',
  'client_secret',
  'httpToken',
  'authorization',
  'Authorization',
  'code',
  'code_verifier',
  'password',
  'redisUrl',
  'email',
];

/** A field of a line of JSON with its value: a text, or an object or list as far as its first end. */
const secretField = new RegExp(
  `"(${secretFields.join('|')})":("(?:[^"\\\\]|\\\\.)*"|[{[][^}\\]]*[}\\]]|[^,}\\]"]+)`,
  'g',
);

/** The second net: whatever slipped into a text, found by the word that announces it or by its shape. */
const nets: readonly (readonly [RegExp, string])[] = [
  [/\b(Bearer|Basic)\s+[\w.~+/=-]+/g, '$1 [secret]'],
  [/\b(access_token|refresh_token|client_secret|code_verifier|code)=[^&\s"\\]+/g, '$1=[secret]'],
  [/\b(rediss?:\/\/)[^@\s"/]*@/g, '$1[secret]@'],
  [/[\w.+-]+@[\w-]+(\.[\w-]+)+/g, '[e-mail]'],
];

/**
 * Takes tokens, codes, passwords and e-mail addresses out of a line of JSON, wherever in it they are. Done on the text, for
 * the log library would look for each field at each depth, and take longer for it than for all the rest.
 */
export function redact(line: string): string {
  let clean = line.replace(secretField, (_, field: string) => `"${field}":"[secret]"`);
  for (const [net, substitute] of nets) clean = clean.replace(net, substitute);
  return clean;
}

/** Of an error, what it is; its message may hold what somebody else wrote, so it is left out. */
export function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { name: typeof error };
  const { name, stack, cause } = error;
  const places = stack?.split('\n').filter((line) => line.trimStart().startsWith('at '));
  return {
    name,
    ...('code' in error ? { kind: error.code } : {}),
    ...('endpoint' in error ? { endpoint: error.endpoint } : {}),
    at: places?.slice(0, 5).map((line) => line.trim()),
    ...(cause === undefined ? {} : { cause: describeError(cause) }),
  };
}
