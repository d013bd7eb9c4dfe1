import type { Engine } from './engine.ts';

/** What an image says of itself. */
export interface ImageDescription {
  readonly user: string;
  /** Names of the variables that it sets. */
  readonly variables: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  /** The command that tells whether a container is well; empty where there is none. */
  readonly healthCheck: readonly string[];
  readonly layers: number;
  /** All of it, the image that it stands on included. */
  readonly bytes: number;
}

interface Inspected {
  readonly Size: number;
  readonly RootFS: { readonly Layers: readonly string[] };
  readonly Config: {
    readonly User: string;
    readonly Env: readonly string[];
    readonly Labels?: Readonly<Record<string, string>>;
    readonly Healthcheck?: { readonly Test: readonly string[] };
  };
  /** Where podman writes it. */
  readonly Healthcheck?: { readonly Test: readonly string[] };
}

/** Looks at an image. */
export function describeImage(engine: Engine, image: string): ImageDescription {
  const inspected: Inspected = JSON.parse(engine.run(['image', 'inspect', image]).out)[0];
  const { Size, RootFS, Config, Healthcheck } = inspected;
  const [, ...healthCheck] = (Config.Healthcheck ?? Healthcheck)?.Test ?? [];
  return {
    user: Config.User,
    variables: Config.Env.map((pair) => pair.split('=')[0] ?? ''),
    labels: Config.Labels ?? {},
    healthCheck,
    layers: RootFS.Layers.length,
    bytes: Size,
  };
}
