import { type AppAccess, type Tool, ToolError } from '@tonearm/tools';

/** Which of the tools that were chosen are closed to the app, as far as that is known. */
export interface ClosedTools {
  /** Their names now; the same set until more is learned. */
  names(): ReadonlySet<string>;
  /** Whether it is known what the app is: until then the next answer of Spotify may change them. */
  isSettled(): boolean;
  /** Calls back whenever there are other ones, until it is told to stop. */
  onChange(changed: () => void): () => void;
}

/** What is known of the app, and grows with every answer. */
export interface KnownAccess {
  known(): AppAccess;
  onChange(changed: () => void): () => void;
}

/** Follows which of these tools are closed; undefined where none ever can be. `openTo` gives those that are offered to an app of that access. */
export function followClosedTools(
  tools: readonly Tool[],
  openTo: (access: AppAccess) => readonly Tool[],
  access: KnownAccess,
): ClosedTools | undefined {
  if (openTo({ extended: false, legacy: false }).length === tools.length) return undefined;
  const listeners = new Set<() => void>();
  const find = (): ReadonlySet<string> => {
    const open = new Set(openTo(access.known()));
    return new Set(tools.filter((tool) => !open.has(tool)).map(({ name }) => name));
  };
  let names = find();
  access.onChange(() => {
    const next = find();
    if (next.size === names.size && [...next].every((name) => names.has(name))) return;
    names = next;
    for (const changed of listeners) changed();
  });
  return {
    names: () => names,
    isSettled: () => access.known().extended !== undefined,
    onChange(changed) {
      const listener = (): void => changed();
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** What whoever calls a closed tool hears; nothing is sent to Spotify for it. */
export function closedToolError({ name, access }: Tool): ToolError {
  const whom =
    access === 'legacy'
      ? 'all apps but those that had it on 2024-11-27'
      : 'apps in Development Mode, which this one is';
  return new ToolError(
    'forbidden_app_mode',
    `Spotify has closed what ${name} needs to ${whom}.`,
    'Nothing was sent: use another tool. If the app has been given more since, set TONEARM_APP_MODE to extended.',
  );
}
