import { hash } from 'node:crypto';
import { InvalidOptionError } from './errors.js';

/** What only one user may read. */
export interface UserScope {
  readonly kind: 'user';
  readonly user: string;
}

/** Whose a value is: anybody's, or one user's. */
export type Scope = { readonly kind: 'public' } | UserScope;

/** The scope of what everybody may read. */
export const publicScope: Scope = Object.freeze({ kind: 'public' });

/** Whether it is a text that a store can tell from every other one: written as UTF-8, each half of a surrogate pair is the same. */
export function isText(value: unknown): value is string {
  return typeof value === 'string' && value.isWellFormed();
}

/** Whether somebody can be called so. */
export function isUserName(value: unknown): value is string {
  return isText(value) && value !== '';
}

/** The scope of what only this user may read. Throws an `InvalidOptionError` for a user without a name, or with half a surrogate pair in it. */
export function userScope(user: string): Scope {
  if (!isUserName(user))
    throw new InvalidOptionError('user', 'the name of a user, without half a surrogate pair', user);
  return Object.freeze({ kind: 'user', user });
}

/** A name for the scope that no other scope has and that no key or tag of another scope can begin with. */
export function scopeName(scope: Scope): string {
  if (scope.kind === 'public') return 'public:';
  // The length makes it unambiguous where the user ends, whatever characters the name has.
  return `user:${scope.user.length}:${scope.user}:`;
}

/** The user whose scope has this name; undefined for the public. */
export function userOf(name: string): string | undefined {
  return /^user:\d+:(.*):$/s.exec(name)?.[1];
}

/** Stands for everything of the user whose scope has this name, and says nothing about who that is: it stays when they are forgotten. */
export function everythingOf(name: string): string {
  return `${scopeMark}${hash('sha256', name, 'base64url')}`;
}

/** The same of a scope, which is asked for it whenever a value is looked for, judged or kept. */
export function markOf(scope: UserScope): string {
  const known = marks.get(scope);
  if (known !== undefined) return known;
  const mark = everythingOf(scopeName(scope));
  marks.set(scope, mark);
  return mark;
}

/** A hash is slow beside all else that is done before the shared store is asked. Weak: a scope that nobody holds any more is forgotten. */
const marks = new WeakMap<UserScope, string>();

/** Whether a name stands for everything of a user. */
export function isScopeMark(name: string): boolean {
  return name.startsWith(scopeMark);
}

const scopeMark = 'scope:';

/** One place in the cache. */
export interface Place {
  readonly scope: Scope;
  readonly key: string;
}

/** A place with its name: see `Cache.explain`. */
export interface Reference extends Place {
  /** Unique among all scopes and keys. */
  readonly id: string;
}

/** Makes a reference to a key in a scope. */
export function reference(scope: Scope, key: string): Reference {
  return { scope, key, id: scopeName(scope) + key };
}

/** The place that a name stands for; undefined when no place is called so. */
export function placeOf(id: string): Place | undefined {
  if (id.startsWith('public:')) return { scope: publicScope, key: id.slice('public:'.length) };
  const [head = '', length] = /^user:(\d+):/.exec(id) ?? [];
  const end = head.length + Number(length);
  if (head === '' || id[end] !== ':') return undefined;
  return { scope: { kind: 'user', user: id.slice(head.length, end) }, key: id.slice(end + 1) };
}
