import { type McpServer, ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';
import { type PlaybackWatch, watchedUri } from './playback-watch.js';

/** Answers `resources/subscribe` and `resources/unsubscribe`, the way in which clients of 2025 listen. */
export function registerSubscriptions({ server }: McpServer, watch: PlaybackWatch): void {
  let stop: (() => void) | undefined;
  const end = (): void => {
    stop?.();
    stop = undefined;
  };
  server.setRequestHandler('resources/subscribe', ({ params }) => {
    if (params.uri !== watchedUri) {
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Only ${watchedUri} can be subscribed to.`);
    }
    stop ??= watch.listen(() => {
      // A client that has just gone needs no news.
      server.sendResourceUpdated({ uri: watchedUri }).catch(() => undefined);
    });
    return {};
  });
  server.setRequestHandler('resources/unsubscribe', () => {
    end();
    return {};
  });
  server.onclose = end;
}
