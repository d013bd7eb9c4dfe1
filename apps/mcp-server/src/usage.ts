/** The text of `tonearm-mcp --help`. */
export const usage: string = `tonearm-mcp: Spotify for AI assistants over the Model Context Protocol.
Unofficial: not affiliated with or endorsed by Spotify.

Usage: tonearm-mcp [stdio] [options]      speak MCP on standard input and output (the default)
       tonearm-mcp http [options]         serve MCP over Streamable HTTP at /mcp

Options
  --backend <emulator|spotify>   talk to the built-in Spotify emulator or to Spotify;
                                 default: spotify when SPOTIFY_CLIENT_ID is set, else emulator
  --toolsets <names>             offer only these toolsets, separated by commas:
                                 core, default, all, catalog, playback, playlists,
                                 library, listening, account, curation, insights,
                                 browse
  --tools <names>                offer these tools too (or only these, without --toolsets)
  --exclude-tools <names>        never offer these tools
  --read-only                    offer only tools that change nothing
  --help                         show this text
  --version                      show the version

Options of http
  --host <address>               address to listen on; default: 127.0.0.1
  --port <number>                port to listen on, 0 for any free one; default: 3333
  --allow-remote                 permit a --host that other machines can reach
  --allow-host <names>           accept these names in the Host header, besides this machine's own
  --allow-origin <origins>       accept browser requests from these origins, e.g. https://example.com

Settings come from the environment: SPOTIFY_CLIENT_ID, TONEARM_HTTP_TOKEN, TONEARM_LOG_LEVEL and more;
https://github.com/tonearm/tonearm/tree/main/apps/mcp-server#settings lists them all.
`;
