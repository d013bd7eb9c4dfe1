import {
  commandLine,
  entry,
  headers,
  json,
  type Launch,
  name,
  type Remote,
  toml,
  variableFlags,
  yaml,
} from './client-entries.js';
import { UsageError } from './flags.js';

export type { Launch, Remote } from './client-entries.js';

/** One way to tell one client about the server. */
export interface Recipe<Given = Launch> {
  /** What to do with it, as a sentence. */
  readonly how: string;
  readonly language: 'json' | 'toml' | 'yaml' | 'sh' | 'text';
  render(given: Given): string;
}

/** A client and all ways to tell it about the server. */
export interface ClientConfig {
  /** As it is asked for: `tonearm-mcp config <id>`. */
  readonly id: string;
  readonly title: string;
  readonly recipes: readonly Recipe[];
  /** For a server that runs already; absent where the client takes none from its settings. */
  readonly overHttp?: Recipe<Remote>;
}

/** Where a file is, as the sentence that is said of it. */
const into = (file: string): string => `Put this into \`${file}\`:`;
const orInto = (file: string): string => `Or put this into \`${file}\`:`;

/** The clients that are known, in the order of the documentation. */
export const clientConfigs: readonly ClientConfig[] = [
  {
    id: 'claude-code',
    title: 'Claude Code',
    recipes: [
      {
        how: 'Run this once:',
        language: 'sh',
        render: ({ command, args, env }) =>
          commandLine('claude', 'mcp', 'add', name, ...variableFlags('-e', env), '--', command, ...args),
      },
    ],
    overHttp: {
      how: 'Run this once:',
      language: 'sh',
      render: (remote) => {
        const header = `Authorization: ${headers(remote).Authorization}`;
        return commandLine('claude', 'mcp', 'add', '--transport', 'http', name, remote.url, '--header', header);
      },
    },
  },
  {
    id: 'claude-desktop',
    title: 'Claude Desktop',
    recipes: [
      {
        how: 'Open the bundle `tonearm.mcpb` of a release, or put this into `claude_desktop_config.json` (Settings, Developer, Edit Config):',
        language: 'json',
        render: json('mcpServers', entry),
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
      { how: orInto('~/.cursor/mcp.json'), language: 'json', render: json('mcpServers', entry) },
    ],
    overHttp: { how: into('~/.cursor/mcp.json'), language: 'json', render: json('mcpServers', typedUrl('http')) },
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
        how: 'Or run this once:',
        language: 'sh',
        render: (launch) => commandLine('code', '--add-mcp', JSON.stringify({ name, ...entry(launch) })),
      },
      {
        how: orInto('.vscode/mcp.json'),
        language: 'json',
        render: json('servers', (launch: Launch) => ({ type: 'stdio', ...entry(launch) })),
      },
    ],
    overHttp: { how: into('.vscode/mcp.json'), language: 'json', render: json('servers', typedUrl('http')) },
  },
  {
    id: 'codex',
    title: 'Codex',
    recipes: [
      {
        how: 'Run this once:',
        language: 'sh',
        render: ({ command, args, env }) =>
          commandLine('codex', 'mcp', 'add', name, ...variableFlags('--env', env), '--', command, ...args),
      },
      {
        how: orInto('~/.codex/config.toml'),
        language: 'toml',
        render: ({ command, args, env }) =>
          toml({ [`mcp_servers.${name}`]: { command, args }, [`mcp_servers.${name}.env`]: env }),
      },
    ],
    overHttp: {
      how: into('~/.codex/config.toml'),
      language: 'toml',
      render: (remote) =>
        toml({
          [`mcp_servers.${name}`]: { url: remote.url },
          [`mcp_servers.${name}.http_headers`]: { ...headers(remote) },
        }),
    },
  },
  {
    id: 'gemini',
    title: 'Gemini CLI',
    recipes: [{ how: into('~/.gemini/settings.json'), language: 'json', render: json('mcpServers', entry) }],
    overHttp: {
      how: into('~/.gemini/settings.json'),
      language: 'json',
      render: json('mcpServers', (remote: Remote) => ({ httpUrl: remote.url, headers: headers(remote) })),
    },
  },
  {
    id: 'windsurf',
    title: 'Windsurf',
    recipes: [
      {
        how: 'Put this into `~/.codeium/windsurf/mcp_config.json`, then refresh the list of servers in Cascade:',
        language: 'json',
        render: json('mcpServers', entry),
      },
    ],
    overHttp: {
      how: into('~/.codeium/windsurf/mcp_config.json'),
      language: 'json',
      render: json('mcpServers', (remote: Remote) => ({ serverUrl: remote.url, headers: headers(remote) })),
    },
  },
  {
    id: 'zed',
    title: 'Zed',
    recipes: [
      {
        how: 'Put this into the settings (the command `zed: open settings`), beside what is there:',
        language: 'json',
        render: json('context_servers', entry),
      },
    ],
    overHttp: {
      how: 'Put this into the settings, beside what is there:',
      language: 'json',
      render: json('context_servers', (remote: Remote) => ({ url: remote.url, headers: headers(remote) })),
    },
  },
  {
    id: 'opencode',
    title: 'OpenCode',
    recipes: [
      {
        how: into('~/.config/opencode/opencode.json'),
        language: 'json',
        render: json('mcp', ({ command, args, env }: Launch) => ({
          ...{ type: 'local', command: [command, ...args] },
          ...(Object.keys(env).length > 0 && { environment: env }),
        })),
      },
    ],
    overHttp: {
      how: into('~/.config/opencode/opencode.json'),
      language: 'json',
      render: json('mcp', typedUrl('remote')),
    },
  },
  {
    id: 'goose',
    title: 'Goose',
    recipes: [
      {
        how: 'Put this into `~/.config/goose/config.yaml`, beside what is there:',
        language: 'yaml',
        render: ({ command, args, env }) =>
          inExtensions({
            ...{ name, type: 'stdio', enabled: true, cmd: command, args },
            ...(Object.keys(env).length > 0 && { envs: env }),
          }),
      },
    ],
    overHttp: {
      how: 'Put this into `~/.config/goose/config.yaml`, beside what is there:',
      language: 'yaml',
      render: (remote) =>
        inExtensions({
          ...{ name, type: 'streamable_http', enabled: true, uri: remote.url, headers: headers(remote) },
        }),
    },
  },
];

function typedUrl(type: string): (remote: Remote) => object {
  return (remote) => ({ type, url: remote.url, headers: headers(remote) });
}

function inExtensions(values: Readonly<Record<string, string | boolean | object>>): string {
  return `extensions:\n  ${name}:\n${yaml(values, 2)}`;
}

/** The client of that id. Throws a UsageError that lists them. */
export function clientConfig(id: string): ClientConfig {
  const found = clientConfigs.find((client) => client.id === id);
  if (found !== undefined) return found;
  throw new UsageError(`unknown client "${id}". Known: ${clientConfigs.map((client) => client.id).join(', ')}.`);
}
