const notShown = '(not shown)';
const fields: ReadonlySet<string> = new Set([
  'access_token',
  'client_secret',
  'code',
  'code_verifier',
  'password',
  'refresh_token',
]);
const headers: ReadonlySet<string> = new Set(['authorization', 'cookie', 'proxy-authorization', 'set-cookie']);
const inJson = new RegExp(`("(?:${[...fields].join('|')})"\\s*:\\s*")(?:[^"\\\\]|\\\\.)*`, 'g');
const inAddress = new RegExp(`([?&](?:${[...fields].join('|')})=)[^&#]*`, 'g');

/** Blacks out the fields of a form, a query or a body of the accounts service that nobody else may know. */
export function withoutSecretFields<T>(values: Readonly<Record<string, T>>): Readonly<Record<string, T | string>> {
  const shown: Record<string, T | string> = {};
  for (const [name, value] of Object.entries(values)) shown[name] = fields.has(name) ? notShown : value;
  return shown;
}

/** The value of a header as it may be shown: credentials not at all, addresses without what they carry. */
export function shownHeader(name: string, value: string): string {
  return headers.has(name.toLowerCase()) ? notShown : value.replace(inAddress, `$1${notShown}`);
}

/** A text in JSON, whole or cut off, without the values of secret fields. */
export function withoutSecretValues(text: string): string {
  return text.replace(inJson, `$1${notShown}`);
}
