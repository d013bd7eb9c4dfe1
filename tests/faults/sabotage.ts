import { fileURLToPath } from 'node:url';

/** What happens to a server, without its knowledge, when it gets a SIGUSR2. */
export type Sabotage = 'block' | 'jump';

/** The environment in which a server is sabotaged: `block` its event loop, or let its clock `jump` by half an hour. */
export function sabotaged(how: Sabotage): Record<string, string> {
  return { NODE_OPTIONS: `--import=${fileURLToPath(new URL(`sabotage/${how}.mjs`, import.meta.url))}` };
}
