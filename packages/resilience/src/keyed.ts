/** Finds the state of a key, made when it is first asked for; without a key, or unless states are kept apart, one for all. */
export function keyed<State>(
  perKey: boolean,
  create: (key: string | undefined) => State,
): (key: string | undefined) => State {
  const states = new Map<string | undefined, State>();
  return (key) => {
    const wanted = perKey ? key : undefined;
    const known = states.get(wanted);
    if (known !== undefined) return known;
    const made = create(wanted);
    states.set(wanted, made);
    return made;
  };
}
