import { invalidOption } from '../request/check-options.js';

/**
 * What Spotify offers to the app. `development` and `extended` are taken at their word; `auto` tries, and learns from
 * the first refusal or success of what Spotify closed in 2026.
 */
export type AppMode = 'auto' | 'development' | 'extended';

const modes: readonly AppMode[] = ['auto', 'development', 'extended'];

/** Something that a caller may want to know, though the call goes on. */
export type AppModeNotice =
  | {
      readonly type: 'fallback';
      /** The row that was asked for. */
      readonly endpoint: string;
      /** The row that is called in its place. */
      readonly uses: string;
      /** How many calls it takes: each counts against the app's limits. */
      readonly calls: number;
    }
  | { readonly type: 'learned'; readonly appMode: 'development' | 'extended' };

/** What can be learned of an app. */
export type LearnedAppMode = 'development' | 'extended';

/** How the app's mode is known, and who hears of what follows from it. */
export interface AppModeOptions {
  /** Default: 'auto'. */
  readonly appMode?: AppMode | undefined;
  /**
   * What `auto` learned earlier, perhaps in another process: nothing is sent in vain to learn it again. Forget it after some days,
   * since apps can be given more. A function is asked before each call that it matters to, and goes before what `auto` learns.
   */
  readonly learnedAppMode?: LearnedAppMode | (() => LearnedAppMode | undefined) | undefined;
  /** Called when other rows stand in for a closed one, and when `auto` has learned the mode. What it throws, at once or as a promise, is dropped: no call fails for it. */
  readonly onNotice?: ((notice: AppModeNotice) => void) | undefined;
}

/** What is known of the app's mode so far. */
export interface KnownMode {
  readonly current: AppMode;
  learn(appMode: 'development' | 'extended'): void;
}

/** Remembers the app's mode; only `auto` learns. */
export function knownMode({ appMode = 'auto', learnedAppMode }: AppModeOptions, notify: Notify): KnownMode {
  if (!modes.includes(appMode)) {
    throw invalidOption('appMode', 'is no mode of an app', `Possible: ${modes.join(', ')}.`);
  }
  const tell = typeof learnedAppMode === 'function' ? learnedAppMode : () => undefined;
  let learned = typeof learnedAppMode === 'function' ? undefined : learnedAppMode;
  const current = (): AppMode => (appMode === 'auto' ? (tell() ?? learned ?? 'auto') : appMode);
  return {
    get current() {
      return current();
    },
    learn(mode) {
      if (appMode !== 'auto' || current() === mode) return;
      learned = mode;
      notify({ type: 'learned', appMode: mode });
    },
  };
}

/** Gives a notice to whoever hears it, and never throws. */
export type Notify = (notice: AppModeNotice) => void;

/** How the caller's function hears; refuses what is no function. */
export function notifierOf({ onNotice }: AppModeOptions): Notify {
  if (onNotice === undefined) return () => undefined;
  if (typeof onNotice !== 'function') {
    throw invalidOption('onNotice', 'must be a function', 'It gets the notice: (notice) => console.log(notice).');
  }
  const tell = async (notice: AppModeNotice): Promise<void> => onNotice(notice);
  // Whoever counts or logs may fail; the call that the notice is about may not fail for it.
  return (notice) => void tell(notice).catch(() => undefined);
}
