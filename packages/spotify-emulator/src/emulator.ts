import { type Clock, createClock } from './clock.js';
import { createFaults, type Faults } from './faults/faults.js';
import { handle } from './http/handle.js';
import { createRouter } from './http/router.js';
import type { Services } from './http/services.js';
import { type AuditFinding, audit } from './journal/audit.js';
import { createJournal, type Journal } from './journal/journal.js';
import { createLimits, type Limits } from './limits/limits.js';
import { createFetch } from './listen/fetch.js';
import { type Listening, type ListenOptions, listen } from './listen/listen.js';
import type { App } from './oauth/app.js';
import { allScopes } from './oauth/scopes.js';
import { type TokenReply, TokenStore } from './oauth/token-store.js';
import { defaultOrigin, type EmulatorOptions } from './options.js';
import { isProfile, profiles } from './profile.js';
import { routes } from './routes/index.js';
import { addFaults, applyScenario } from './scenario/apply.js';
import type { Scenario } from './scenario/scenario.js';
import { checkSnapshot, type EmulatorSnapshot } from './snapshot.js';
import { createPast } from './world/past.js';
import { isScale, sizes } from './world/scale.js';
import { createWorld, type World } from './world/world.js';

/** Whom to grant access, and to what. */
export interface GrantOptions {
  /** The id of a user; `listener` when left out. */
  readonly user?: string;
  /** All scopes when left out. */
  readonly scopes?: readonly string[];
}

/** A small Spotify that lives in memory. */
export interface SpotifyEmulator {
  /** Answers requests in process; only the path of the URL counts, so any host will do. */
  readonly fetch: typeof globalThis.fetch;
  /** Answers requests over HTTP, on the loopback address and a free port unless told otherwise. */
  listen(options?: ListenOptions): Promise<Listening>;
  /** Everything that exists, live: read it to see what happened, change it to set something up. */
  readonly world: World;
  readonly clock: Clock;
  readonly faults: Faults;
  readonly limits: Limits;
  /** What holds for the registered app in Development Mode. */
  readonly app: App;
  readonly journal: Journal;
  /** What the client did that Spotify would rather it did not. */
  audit(): readonly AuditFinding[];
  /** Everything that can change and decides what is answered, as plain data that survives JSON. */
  snapshot(): EmulatorSnapshot;
  /** Puts everything back to a snapshot of an emulator with the same seed and scale; another one's, or a damaged one, is a `RangeError`. */
  restore(snapshot: EmulatorSnapshot): void;
  /** Puts a scenario on top of what is there; one that makes no sense is a `RangeError` and changes nothing. */
  apply(scenario: Scenario): void;
  /** Gives tokens without the ceremony of consent. */
  grant(options?: GrantOptions): TokenReply & { readonly refresh_token: string };
  /** Ends a user's consent: access tokens stop working at once and refresh tokens are revoked. */
  revoke(user?: string): void;
  /** Puts the world, the clock, the app, faults, limits and journal back to what they were made with. Tokens stay good, so that a running client survives. */
  reset(): void;
}

const accountOperations = ['authorize', 'token'];
const router = createRouter(routes);
const byOperation = new Map(routes.map((route) => [route.operation, route]));
const operations = new Set([...accountOperations, ...routes.map((route) => route.operation)]);

/** Creates a Spotify of its own, with a world, users and time that nobody else touches. */
export function createSpotifyEmulator(options: EmulatorOptions = {}): SpotifyEmulator {
  const { profile = 'development' } = options;
  if (!isProfile(profile)) {
    throw new RangeError(`There is no profile '${profile}'. There are: ${Object.keys(profiles).join(', ')}.`);
  }
  const { scale = 'small' } = options;
  if (!isScale(scale)) {
    throw new RangeError(`There is no scale '${scale}'. There are: ${Object.keys(sizes).join(', ')}.`);
  }
  const clock = createClock(options.now);
  const seed = options.seed ?? 1;
  const world = createWorld(seed, clock, scale);
  const startingApp: App = { ownerHasPremium: true, allowList: null, ...options.app };
  const app: App = { ...startingApp };
  const past = createPast(world, clock);
  const tokens = new TokenStore(clock);
  const faults = createFaults({ operations, clock, seed, nextSerial: () => tokens.nextSerial });
  const limits = createLimits(clock, options.limits);
  const journal = createJournal();
  const grant = ({
    user = 'listener',
    scopes = allScopes,
  }: GrantOptions = {}): TokenReply & { readonly refresh_token: string } => tokens.grant(world.user(user).id, scopes);
  /** What it was made with, on top of the world of its seed. */
  const begin = (): void => {
    addFaults(faults, options.faults ?? []);
    if (options.scenario) apply(options.scenario);
  };
  const reset = (): void => {
    clock.reset();
    faults.clear();
    past.clear();
    Object.assign(app, startingApp);
    limits.reset();
    journal.clear();
    world.reset();
    begin();
  };
  const revoke = (user = 'listener'): void => tokens.revoke(user);
  const findings = (): readonly AuditFinding[] =>
    audit(journal.entries(), {
      templateOf: (operation) => byOperation.get(operation)?.path,
      isOpen: (operation) => profiles[profile].opens.includes(byOperation.get(operation)?.access ?? 'everyone'),
    });
  const snapshot = (): EmulatorSnapshot => ({
    ...{ version: 1, seed, scale, profile, clock: clock.state() },
    ...{ world: world.capture(), app: { ...app }, tokens: tokens.capture() },
    ...{ faults: faults.capture(), limits: limits.capture() },
  });
  const restore = (given: EmulatorSnapshot): void => {
    const state = checkSnapshot(given);
    for (const [name, mine] of Object.entries({ seed, scale } as const)) {
      const theirs = state[name as 'seed' | 'scale'];
      if (theirs !== mine) throw new RangeError(`The snapshot is of ${name} ${theirs}, and this is ${mine}.`);
    }
    // First what may still be refused.
    faults.restore(state.faults);
    past.clear();
    clock.restore(state.clock);
    world.restore(state.world);
    Object.assign(app, state.app);
    tokens.restore(state.tokens);
    limits.restore(state.limits);
  };
  const apply = (scenario: Scenario): void => applyScenario({ world, clock, faults, limits, app }, scenario);
  const controlled = { apply, revoke, audit: findings, snapshot, restore };
  const services: Services = {
    ...controlled,
    routes,
    world,
    clock,
    faults,
    limits,
    journal,
    app,
    tokens,
    router,
    operations,
    past,
    grant,
    reset,
    rules: profiles[profile],
    quirks: options.quirks ?? {},
    autoApprove: options.autoApprove ?? false,
  };
  begin();
  return {
    fetch: createFetch((request, signal) => handle(request, services, signal), options.origin ?? defaultOrigin),
    listen: (listenOptions) => listen((request, signal) => handle(request, services, signal), listenOptions),
    world,
    clock,
    faults,
    limits,
    app,
    journal,
    grant,
    ...controlled,
    reset,
  };
}
