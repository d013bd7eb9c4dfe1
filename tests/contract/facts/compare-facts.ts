import type { OperationFacts, ValueFacts } from './operation-facts.ts';

/** Says in sentences what changed from one set of facts to another; nothing when they agree. */
export function compareFacts(before: readonly OperationFacts[], after: readonly OperationFacts[]): readonly string[] {
  const known = new Map(before.map((facts) => [facts.operation, facts]));
  const current = new Map(after.map((facts) => [facts.operation, facts]));
  const removed = before.filter(({ operation }) => !current.has(operation)).map((facts) => `removed: ${title(facts)}`);
  const rest = after.flatMap((facts) => {
    const old = known.get(facts.operation);
    return old ? compareOperation(old, facts).map((line) => `${title(facts)}: ${line}`) : [`added: ${title(facts)}`];
  });
  return [...removed, ...rest];
}

function compareOperation(before: OperationFacts, after: OperationFacts): readonly string[] {
  return [
    ...changed('route', `${before.method} ${before.path}`, `${after.method} ${after.path}`),
    ...changed('access', before.access, after.access),
    ...changed('scopes', before.scopes, after.scopes),
    ...changed('body', before.body?.mediaType, after.body?.mediaType),
    ...compareValues('parameter', placed(before), placed(after)),
    ...compareValues('body property', before.body?.properties ?? [], after.body?.properties ?? []),
  ];
}

function compareValues(kind: string, before: readonly ValueFacts[], after: readonly ValueFacts[]): readonly string[] {
  const known = new Map(before.map((value) => [value.name, value]));
  const current = new Map(after.map((value) => [value.name, value]));
  return [...new Set([...known.keys(), ...current.keys()])].flatMap((name) => {
    const old = known.get(name);
    const now = current.get(name);
    if (!old) return [`${kind} ${name} added`];
    if (!now) return [`${kind} ${name} removed`];
    return compareFields(`${kind} ${name}`, old, now);
  });
}

function compareFields(subject: string, before: ValueFacts, after: ValueFacts): readonly string[] {
  const old: Record<string, unknown> = { ...before };
  const now: Record<string, unknown> = { ...after };
  const fields = [...new Set([...Object.keys(old), ...Object.keys(now)])];
  return fields.flatMap((field) => changed(`${subject} ${field}`, old[field], now[field]));
}

/** A path parameter and a query parameter may share a name, so the place is part of it. */
function placed(facts: OperationFacts): readonly ValueFacts[] {
  return facts.parameters.map((parameter) => ({ ...parameter, name: `${parameter.place}:${parameter.name}` }));
}

function changed(what: string, before: unknown, after: unknown): readonly string[] {
  const [old, now] = [show(before), show(after)];
  return old === now ? [] : [`${what} changed from ${old} to ${now}`];
}

function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function title(facts: OperationFacts): string {
  return `${facts.operation} (${facts.method} ${facts.path})`;
}
