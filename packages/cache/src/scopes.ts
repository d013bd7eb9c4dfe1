import { publicScope, type Scope, userScope } from './scope.js';

/** The scopes of users that are in use, one for each of them. */
export interface Scopes {
  /** The one scope of whoever the given one names: nobody else can change it, and what was found out about it once is known. */
  same(scope: Scope): Scope;
  /** Lets go of all: they bear the names of users. */
  forget(): void;
}

/** So many users are remembered at once. */
const mostUsers = 4_000;

/** Whoever asks mostly makes a scope anew each time; entries of one user are to share one, and its mark is to be made once. */
export function scopes(): Scopes {
  const known = new Map<string, Scope>();
  return {
    same(scope) {
      if (scope.kind === 'public') return publicScope;
      const { user } = scope;
      const before = known.get(user);
      if (before !== undefined) return before;
      const own = userScope(user);
      if (known.size >= mostUsers) known.clear();
      known.set(user, own);
      return own;
    },
    forget: () => known.clear(),
  };
}
