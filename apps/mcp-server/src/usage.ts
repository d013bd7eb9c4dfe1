/** The text of `tonearm-mcp --help`. */
export const usage: string = `tonearm-mcp: Spotify for AI assistants over the Model Context Protocol.
Unofficial: not affiliated with or endorsed by Spotify.

Usage: tonearm-mcp [stdio] [options]      speak MCP on standard input and output (the default)
       tonearm-mcp http [options]         serve MCP over Streamable HTTP at /mcp
       tonearm-mcp auth [options]         sign in to Spotify, with a browser or without one
       tonearm-mcp logout [options]       forget the sign-in, and what is cached for it
       tonearm-mcp config [client]        print what to tell a client: claude-code, claude-desktop,
                                          cursor, vscode, codex, gemini, windsurf, zed
       tonearm-mcp doctor [options]       look at everything that must be right, and say what to do

Options
  --backend <emulator|spotify>   talk to the built-in Spotify emulator or to Spotify;
                                 default: spotify when SPOTIFY_CLIENT_ID is set, else emulator
  --toolsets <names>             offer only these toolsets, separated by commas:
                                 core, default, all, catalog, playback, playlists,
                                 library, listening, account, curation, insights,
                                 browse, diagnostics
  --tools <names>                offer these tools too (or only these, without --toolsets)
  --exclude-tools <names>        never offer these tools
  --read-only                    offer only tools that change nothing
  --ids-only                     answer with ids, addresses and counts: no name and no text
                                 of Spotify's reaches the model
  --profile <name>               whose sign-in to use; default: default
  --help                         show this text
  --version                      show the version

Options of stdio
  --answer-all                   work off all that was read before standard input ended, however long it takes; for scripts.
                                 Otherwise what takes more than a moment longer is given up with an error

Options of http
  --host <address>               address to listen on; default: 127.0.0.1
  --port <number>                port to listen on, 0 for any free one; default: 3333
  --allow-remote                 permit a --host that other machines can reach
  --allow-host <names>           accept these names in the Host header, besides this machine's own
  --allow-origin <origins>       accept browser requests from these origins, e.g. https://example.com
  --require-token                ask every client for the bearer token, as other machines always are;
                                 it is TONEARM_HTTP_TOKEN, else in a file that is made for you
  --profiles <names>             serve several people, each with a sign-in, a cache and a token of their own
  --max-rate <number>            requests a second that one address may send;
                                 default: 50 where other machines can reach the server, else no limit
  --sessions                     remember every client of 2025 until it leaves, so that it can be asked, told of news, and
                                 cancel; not for several servers behind a balancer that sends a client to any of them

Options of auth
  --no-browser                   print the address, and read where the browser ended from standard input
  --timeout <seconds>            how long to wait for the browser; default: 300

Options of doctor
  --json                         print one JSON value
  --port <number>                the port that http would listen on; default: 3333

Settings come from the environment: SPOTIFY_CLIENT_ID, TONEARM_HTTP_TOKEN, TONEARM_LOG_LEVEL and more;
https://github.com/tonearm/tonearm/tree/main/apps/mcp-server#settings lists them all.
`;
