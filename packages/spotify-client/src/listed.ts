/** The entries of a list; calls by name may bring it as one text, joined by commas. */
export function listed(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : String(value).split(',');
}
