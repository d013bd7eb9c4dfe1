import { contextOf, type ExecuteOptions, type Policy } from './policy.js';

/** Puts policies around each other: the first is the outermost, as in the order of the arguments. */
export function wrap(...policies: Policy[]): Policy {
  return {
    name: 'wrap',
    execute(run, options = {}) {
      const layers = policies.reduceRight<(inner: ExecuteOptions) => ReturnType<typeof run>>(
        (next, policy) => (outer) => policy.execute((context) => next({ ...outer, ...context }), outer),
        async (inner) => run(contextOf(inner)),
      );
      return layers(options);
    },
    describe: () => policies.map((policy) => policy.describe()).join('\n'),
    on(listener) {
      const stops = policies.map((policy) => policy.on(listener));
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}
