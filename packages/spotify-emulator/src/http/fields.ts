/** Which fields to keep; `except` turns the choice around. */
interface Selection {
  readonly except: boolean;
  readonly inner: Map<string, Selection>;
}

/**
 * Cuts an answer down to the fields of a `fields` parameter, such as `name,items(total,items.item(name,!album))`.
 * Names that do not exist select nothing, as at Spotify.
 */
export function filterFields(value: unknown, written: string): unknown {
  return keep(value, parse(written));
}

function keep(value: unknown, selection: Selection): unknown {
  if (Array.isArray(value)) return value.map((each) => keep(each, selection));
  if (typeof value !== 'object' || value === null || selection.inner.size === 0) return value;
  const kept: Record<string, unknown> = {};
  for (const [name, each] of Object.entries(value)) {
    const inner = selection.inner.get(name);
    if (inner === undefined ? selection.except : !inner.except) kept[name] = inner ? keep(each, inner) : each;
    else if (inner && inner.inner.size > 0) kept[name] = keep(each, inner);
  }
  return kept;
}

/** Reads one level; a group is only complete when all of its names begin with an exclamation mark. */
function parse(written: string): Selection {
  const inner = new Map<string, Selection>();
  let excluded = 0;
  for (const part of splitOutside(written)) {
    const isExcluded = part.startsWith('!');
    const [, name = '', rest = ''] = /^!?([a-z_]+)(.*)$/s.exec(part) ?? [];
    if (name === '') continue;
    if (isExcluded) excluded += 1;
    const nested = rest.startsWith('.')
      ? rest.slice(1)
      : rest.startsWith('(')
        ? rest.slice(1, rest.endsWith(')') ? -1 : undefined)
        : '';
    inner.set(name, isExcluded ? { except: true, inner: new Map() } : merge(inner.get(name), parse(nested)));
  }
  return { except: inner.size > 0 && excluded === inner.size, inner };
}

function merge(one: Selection | undefined, other: Selection): Selection {
  if (!one) return other;
  return { except: one.except && other.except, inner: new Map([...one.inner, ...other.inner]) };
}

/** Splits at the commas that stand outside of parentheses. */
function splitOutside(written: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const letter of written) {
    if (letter === '(') depth += 1;
    if (letter === ')') depth -= 1;
    if (letter === ',' && depth === 0) {
      parts.push(part.trim());
      part = '';
    } else part += letter;
  }
  return [...parts, part.trim()].filter((each) => each !== '');
}
