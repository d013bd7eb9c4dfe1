import { selectTools } from '@tonearm/tools';
import { description, packageFacts, repositoryUrl, title } from './facts.ts';

/** The manifest of the bundle that clients with a window install by a double click. */
export function mcpbManifest(): object {
  const { version, homepage, license } = packageFacts();
  return {
    manifest_version: '0.3',
    name: 'tonearm',
    display_name: title,
    version,
    description,
    long_description:
      'Tonearm is an unofficial client for the Spotify Web API (https://www.spotify.com): not made, endorsed or supported by Spotify. ' +
      'It needs an app of your own at https://developer.spotify.com/dashboard; without one it uses an emulator with an invented catalogue. ' +
      'What its tools read is handed to the model of this client; "ids only" keeps the texts of Spotify from it.',
    author: { name: 'Tonearm', url: repositoryUrl },
    repository: { type: 'git', url: repositoryUrl },
    homepage,
    documentation: homepage,
    support: `${repositoryUrl}/issues`,
    license,
    icon: 'icon.png',
    keywords: ['spotify', 'music', 'playlists'],
    server: {
      type: 'node',
      entry_point: 'server/main.js',
      mcp_config: {
        command: 'node',
        args: ['$' + '{__dirname}/server/main.js'],
        env: {
          SPOTIFY_CLIENT_ID: userConfig('client_id'),
          TONEARM_READ_ONLY: userConfig('read_only'),
          TONEARM_IDS_ONLY: userConfig('ids_only'),
        },
      },
    },
    tools: selectTools().map(({ name, title: words }) => ({ name, description: words })),
    tools_generated: true,
    prompts_generated: true,
    compatibility: { platforms: ['darwin', 'win32', 'linux'], runtimes: { node: '>=22.18' } },
    user_config: {
      client_id: {
        ...{ type: 'string', title: 'Spotify client id', required: false, default: '' },
        description:
          'Of your app at developer.spotify.com/dashboard, with the redirect URI http://127.0.0.1/callback. Empty: the emulator.',
      },
      read_only: {
        ...{ type: 'boolean', title: 'Read only', required: false, default: false },
        description: 'Offers only tools that change nothing.',
      },
      ids_only: {
        ...{ type: 'boolean', title: 'Ids only', required: false, default: false },
        description: "Keeps every name and text of Spotify's from the model.",
      },
    },
  };
}

/** A value that the client fills in. */
function userConfig(name: string): string {
  return `$${`{user_config.${name}}`}`;
}
