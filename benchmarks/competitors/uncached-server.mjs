// The smallest server on @modelcontextprotocol/sdk 1.x that does something with Spotify: asks for an album at every call, and passes it on.
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';

const server = new McpServer({ name: 'uncached', version: '1.0.0' });

server.registerTool(
  'get_album',
  { title: 'Get an album', description: 'Gets an album.', inputSchema: { album: z.string() } },
  async ({ album }) => {
    const response = await fetch(`${process.env.SPOTIFY_API_URL}/albums/${album.split(':').at(-1)}`, {
      headers: { authorization: 'Bearer a-token' },
    });
    const { name, tracks } = await response.json();
    const lines = tracks.items.map((track, index) => `${index + 1}. ${track.name} (${track.uri})`);
    return { content: [{ type: 'text', text: [name, ...lines].join('\n') }] };
  },
);

await server.connect(new StdioServerTransport());
