import { realpathSync } from 'node:fs';
import {
  type ClientConfig,
  clientConfig,
  clientConfigs,
  type Launch,
  type Recipe,
  type Remote,
} from '../client-configs.js';
import type { ConfigCommand } from '../command.js';
import type { Terminal } from './terminal.js';

/** As the package is started where nothing of it is installed. */
const published: Launch = {
  command: 'npx',
  args: ['-y', '@tonearm/mcp-server'],
  env: { SPOTIFY_CLIENT_ID: '<your client id>' },
};

/** As it is reached where it was started without more words. */
const running: Remote = { url: 'http://127.0.0.1:3333/mcp', token: '<token>' };

/** `tonearm-mcp config`: what to tell a client so that it starts this server; without a client, a page about all of them. */
export function config({ client, flags }: ConfigCommand, terminal: Terminal): void {
  if (client === undefined) {
    terminal.out(page());
    return;
  }
  const { SPOTIFY_CLIENT_ID } = terminal.environment;
  // In full, because a client with a window often knows no PATH.
  const launch: Launch = {
    command: process.execPath,
    args: [realpathSync(process.argv[1] ?? ''), ...flags],
    env: SPOTIFY_CLIENT_ID ? { SPOTIFY_CLIENT_ID } : {},
  };
  for (const { how, render } of clientConfig(client).recipes) {
    terminal.note(how);
    terminal.out(render(launch));
  }
}

function page(): string {
  return [
    '# Clients',
    'What to tell each client so that it starts Tonearm. Leave `SPOTIFY_CLIENT_ID` out to use the emulator. `tonearm-mcp config <client>` prints the same with the full paths of your machine, which clients with a window need (`spawn npx ENOENT` otherwise), and with the flags that you add.',
    ...clientConfigs.map(section),
    '## Over HTTP',
    'A server that runs already (`tonearm-mcp http`) is added by its address, with its token where it asks for one.',
    ...clientConfigs.flatMap(({ title, overHttp }) =>
      overHttp === undefined ? [] : [`### ${title} over HTTP`, block(overHttp, running)],
    ),
  ].join('\n\n');
}

function section({ id, title, recipes }: ClientConfig): string {
  const parts = recipes.map((recipe) => block(recipe, published));
  return [`## ${title}`, ...parts, `On your machine: \`tonearm-mcp config ${id}\``].join('\n\n');
}

function block<Given>({ how, language, render }: Recipe<Given>, given: Given): string {
  return `${how}\n\n\`\`\`${language}\n${render(given)}\n\`\`\``;
}
