/** The states of a policy, one for each key or one for all. */
export interface Keyed<State> {
  /** The state of a key, made when it is first asked for. */
  of(key: string | undefined): State;
  /** The state of a group, as `entries` names it. */
  ofGroup(group: string | undefined): State;
  /** The state of a key if there is one. */
  peek(key: string | undefined): State | undefined;
  entries(): IterableIterator<[string | undefined, State]>;
}

/** Whether calls are told apart: all together, by their key, or by the group that a key belongs to. */
export type PerKey = boolean | ((key: string | undefined) => string | undefined);

/** The group of calls that a key belongs to. */
export function groupOf(perKey: PerKey, key: string | undefined): string | undefined {
  if (typeof perKey === 'function') return perKey(key);
  return perKey ? key : undefined;
}

/** How states are made, and when they may be forgotten. */
export interface KeyedOptions<State> {
  readonly perKey: PerKey;
  readonly create: (key: string | undefined) => State;
  /** Whether a state says no more than a new one would: it may be forgotten, so that keys without end need no memory without end. */
  readonly isIdle: (state: State) => boolean;
}

/** From so many keys on, idle states are looked for each time their number has doubled. */
const FIRST_SWEEP = 1_000;

/** Finds the state of a key; without a key, or unless states are kept apart, one for all. */
export function keyed<State>({ perKey, create, isIdle }: KeyedOptions<State>): Keyed<State> {
  const states = new Map<string | undefined, State>();
  // Where there is one state for all, every call asks for it: it is kept at hand.
  let single: State | undefined;
  let sweepAt = FIRST_SWEEP;

  function sweep(): void {
    for (const [key, state] of states) if (isIdle(state)) states.delete(key);
    sweepAt = Math.max(FIRST_SWEEP, states.size * 2);
  }

  function ofGroup(group: string | undefined): State {
    const known = states.get(group);
    if (known !== undefined) return known;
    if (states.size >= sweepAt) sweep();
    const made = create(group);
    states.set(group, made);
    return made;
  }

  return {
    of(key) {
      if (perKey !== false) return ofGroup(groupOf(perKey, key));
      single ??= ofGroup(undefined);
      return single;
    },
    ofGroup,
    peek: (key) => states.get(groupOf(perKey, key)),
    entries: () => states.entries(),
  };
}
