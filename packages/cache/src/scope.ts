/** Whose a value is: anybody's, or one user's. */
export type Scope = { readonly kind: 'public' } | { readonly kind: 'user'; readonly user: string };

/** The scope of what everybody may read. */
export const publicScope: Scope = { kind: 'public' };

/** The scope of what only this user may read. */
export function userScope(user: string): Scope {
  return { kind: 'user', user };
}

/** A name for the scope that no other scope has and that no key or tag of another scope can begin with. */
export function scopeName(scope: Scope): string {
  if (scope.kind === 'public') return 'public:';
  if (scope.user === '') throw new TypeError('A user scope needs the name of a user');
  // The length makes it unambiguous where the user ends, whatever characters the name has.
  return `user:${scope.user.length}:${scope.user}:`;
}
