import type { NamedEndpoint, ParameterNames } from '@tonearm/spotify-client';
import type { Command } from 'commander';
import type { Context } from '../context.js';
import { type CommandError, usageError } from '../errors.js';
import { formatJson } from '../output/json.js';
import { renderTable } from '../output/table.js';
import { sayingWhatIsOld } from '../stale.js';
import { didYouMean } from '../suggest.js';
import { checkNames, readParameters } from './api-parameters.js';

const examples = `
Examples:
  $ tonearm api --list
  $ tonearm api albums.get id=4aawyAB9vmqN3uQ7FjRGTy
  $ tonearm api albums.get --id 4aawyAB9vmqN3uQ7FjRGTy --market SE
  $ tonearm api library.save uris=spotify:track:… uris=spotify:album:…
  $ tonearm api playlists.create name=Sunday public:=false`;

/** `tonearm api <endpoint>`: one HTTP call, by its name in the endpoint table. */
export function addApi(program: Command, context: Context): void {
  program
    .command('api')
    .summary('Call any endpoint of the Web API')
    .description("Calls one endpoint of Spotify's Web API by its name, and prints the answer as JSON.")
    .usage('<endpoint> [name=value ...] [--name value ...] [options]')
    .argument('[endpoint]', 'name of the endpoint, as in --list')
    .argument('[parameters...]', "Spotify's own parameters: name=value is text, name:=value is JSON, twice is a list")
    .option('--list', 'print the table of endpoints')
    .allowUnknownOption()
    .addHelpText('after', examples)
    .action(async (name: string | undefined, words: readonly string[], { list }: { list?: boolean }) => {
      const { listEndpoints, parametersOf } = await import('@tonearm/spotify-client');
      if (list) return printTable(listEndpoints(), context);
      const endpoint = find(name, listEndpoints(), words);
      await call(endpoint, parametersOf(endpoint), words, context);
    });
}

async function call(
  endpoint: NamedEndpoint,
  names: ParameterNames,
  words: readonly string[],
  context: Context,
): Promise<void> {
  const parameters = readParameters(words, endpoint);
  checkNames(endpoint.name, names, parameters);
  const { spotify } = await context.runtime();
  const { signal, streams } = context;
  const answer = await sayingWhatIsOld(context, () => spotify.call(endpoint.name, parameters, { signal }));
  const { out } = streams;
  if (answer !== null && answer !== undefined) out.write(`${formatJson(answer, out)}\n`);
  else if (endpoint.method === 'GET') out.write('null\n');
}

function find(name: string | undefined, endpoints: readonly NamedEndpoint[], words: readonly string[]): NamedEndpoint {
  if (name === undefined) throw usageError('Which endpoint?', 'Look at: tonearm api --list');
  const endpoint = endpoints.find((candidate) => candidate.name === name);
  if (!endpoint) throw unknownEndpoint(name, endpoints, words);
  return endpoint;
}

function unknownEndpoint(name: string, endpoints: readonly NamedEndpoint[], [path]: readonly string[]): CommandError {
  const byPath =
    path?.startsWith('/') && endpoints.find((row) => row.method === name.toUpperCase() && matches(row.path, path));
  if (byPath) return usageError('Endpoints are called by name here.', `${name} ${path} is: tonearm api ${byPath.name}`);
  const names = endpoints.map((candidate) => candidate.name);
  return usageError(`There is no endpoint "${name}".`, didYouMean(name, names, 'Look at: tonearm api --list'));
}

function matches(template: string, path: string): boolean {
  const parts =
    path
      .split(/[?#]/)[0]
      ?.replace(/^\/v1(?=\/)/, '')
      .split('/') ?? [];
  const wanted = template.split('/');
  return wanted.length === parts.length && wanted.every((part, index) => part.startsWith('{') || part === parts[index]);
}

function printTable(endpoints: readonly NamedEndpoint[], { streams: { out }, flags }: Context): void {
  const rows = endpoints.map(({ name, method, path, access, scopes }) => ({ name, method, path, access, scopes }));
  if (flags().json) {
    out.write(`${formatJson(rows, out)}\n`);
    return;
  }
  const cells = rows.map(({ name, method, path, access, scopes }) => [name, method, path, access, scopes.join(' ')]);
  const lines = out.isTTY
    ? renderTable(['NAME', 'METHOD', 'PATH', 'ACCESS', 'SCOPES'], cells, { width: out.width, rigid: [0, 1] })
    : cells.map((line) => line.join('\t'));
  out.write(`${lines.join('\n')}\n`);
}
