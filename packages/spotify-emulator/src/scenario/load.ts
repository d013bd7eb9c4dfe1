import { readFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkScenario } from './check.js';
import type { Scenario } from './scenario.js';

/** Reads a scenario from YAML or JSON, or from a module in TypeScript or JavaScript whose default export it is. */
export async function loadScenario(path: string): Promise<Scenario> {
  try {
    return checkScenario(await read(path));
  } catch (error) {
    throw new Error(`${path}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

async function read(path: string): Promise<unknown> {
  switch (extname(path)) {
    case '.json':
      return JSON.parse(await readFile(path, 'utf8'));
    case '.yaml':
    case '.yml': {
      // Only who brings YAML pays for reading it.
      const { parseYaml } = await import('./yaml.js');
      return parseYaml(await readFile(path, 'utf8')) ?? {};
    }
    case '.ts':
    case '.mts':
    case '.js':
    case '.mjs': {
      const loaded: { default?: unknown } = await import(pathToFileURL(resolve(path)).href);
      if (loaded.default === undefined) throw new Error('the module has no default export');
      return loaded.default;
    }
    default:
      throw new Error('a scenario is a file that ends with .yaml, .yml, .json, .ts, .mts, .js or .mjs');
  }
}
