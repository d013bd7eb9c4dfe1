import { UsageError } from './flags.js';

/** How a client starts the server. */
export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** One way to tell one client about the server. */
export interface Recipe {
  /** What to do with it, as a sentence. */
  readonly how: string;
  readonly language: 'json' | 'toml' | 'sh' | 'text';
  render(launch: Launch): string;
}

/** A client and all ways to tell it about the server. */
export interface ClientConfig {
  /** As it is asked for: `tonearm-mcp config <id>`. */
  readonly id: string;
  readonly title: string;
  readonly recipes: readonly Recipe[];
}

const name = 'tonearm';

/** The entry of the server as most clients write it, without an empty `env`. */
function entry({ command, args, env }: Launch): object {
  return { command, args, ...(Object.keys(env).length > 0 && { env }) };
}

function json(key: string, entryOf: (launch: Launch) => object = entry): Recipe['render'] {
  return (launch) =>
    JSON.stringify({ [key]: { [name]: entryOf(launch) } }, undefined, 2)
      // Lists on one line, as people write them.
      .replaceAll(
        /\[\s+((?:"(?:[^"\\]|\\.)*",?\s+)+)\]/g,
        (_list, words: string) => `[${words.trim().replaceAll(/",\s+"/g, '", "')}]`,
      );
}

/** A word of a command line that no shell reads anything into. */
function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** The clients that are known, in the order of the documentation. */
export const clientConfigs: readonly ClientConfig[] = [
  {
    id: 'claude-code',
    title: 'Claude Code',
    recipes: [
      {
        how: 'Run this once:',
        language: 'sh',
        render({ command, args, env }) {
          const variables = Object.entries(env).flatMap(([variable, value]) => ['-e', `${variable}=${value}`]);
          return ['claude', 'mcp', 'add', name, ...variables, '--', command, ...args].map(shellWord).join(' ');
        },
      },
    ],
  },
  {
    id: 'claude-desktop',
    title: 'Claude Desktop',
    recipes: [
      {
        how: 'Open the bundle `tonearm.mcpb` of a release, or put this into `claude_desktop_config.json` (Settings, Developer, Edit Config):',
        language: 'json',
        render: json('mcpServers'),
      },
    ],
  },
  {
    id: 'cursor',
    title: 'Cursor',
    recipes: [
      {
        how: 'Open this link:',
        language: 'text',
        render(launch) {
          const config = Buffer.from(JSON.stringify(entry(launch))).toString('base64');
          return `cursor://anysphere.cursor-deeplink/mcp/install?name=${name}&config=${encodeURIComponent(config)}`;
        },
      },
      { how: 'Or put this into `~/.cursor/mcp.json`:', language: 'json', render: json('mcpServers') },
    ],
  },
  {
    id: 'vscode',
    title: 'Visual Studio Code',
    recipes: [
      {
        how: 'Open this link:',
        language: 'text',
        render: (launch) => `vscode:mcp/install?${encodeURIComponent(JSON.stringify({ name, ...entry(launch) }))}`,
      },
      {
        how: 'Or put this into `.vscode/mcp.json`:',
        language: 'json',
        render: json('servers', (launch) => ({ type: 'stdio', ...entry(launch) })),
      },
    ],
  },
  {
    id: 'codex',
    title: 'Codex',
    recipes: [
      {
        how: 'Put this into `~/.codex/config.toml`:',
        language: 'toml',
        // A string of JSON is a string of TOML too.
        render({ command, args, env }) {
          const variables = Object.entries(env).map(([variable, value]) => `${variable} = ${JSON.stringify(value)}`);
          return [
            `[mcp_servers.${name}]`,
            `command = ${JSON.stringify(command)}`,
            `args = [${args.map((word) => JSON.stringify(word)).join(', ')}]`,
            ...(variables.length > 0 ? ['', `[mcp_servers.${name}.env]`, ...variables] : []),
          ].join('\n');
        },
      },
    ],
  },
  {
    id: 'gemini',
    title: 'Gemini CLI',
    recipes: [{ how: 'Put this into `~/.gemini/settings.json`:', language: 'json', render: json('mcpServers') }],
  },
  {
    id: 'windsurf',
    title: 'Windsurf',
    recipes: [
      {
        how: 'Put this into `~/.codeium/windsurf/mcp_config.json`, then refresh the list of servers in Cascade:',
        language: 'json',
        render: json('mcpServers'),
      },
    ],
  },
  {
    id: 'zed',
    title: 'Zed',
    recipes: [
      {
        how: 'Put this into the settings (the command `zed: open settings`), beside what is there:',
        language: 'json',
        render: json('context_servers'),
      },
    ],
  },
];

/** The client of that id. Throws a UsageError that lists them. */
export function clientConfig(id: string): ClientConfig {
  const found = clientConfigs.find((client) => client.id === id);
  if (found !== undefined) return found;
  throw new UsageError(`unknown client "${id}". Known: ${clientConfigs.map((client) => client.id).join(', ')}.`);
}
