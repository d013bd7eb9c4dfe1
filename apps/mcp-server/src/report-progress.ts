import type { ServerContext } from '@modelcontextprotocol/server';
import type { Progress } from '@tonearm/tools';

/** Reports progress to a client that asked for it; undefined for one that did not. A lost report is no failure. */
export function progressReporter({ mcpReq }: ServerContext): ((progress: Progress) => void) | undefined {
  const progressToken = mcpReq._meta?.progressToken;
  if (progressToken === undefined) return undefined;
  let last = -1;
  return ({ done, total, message }) => {
    // The protocol wants it to rise; jobs in several stages begin anew.
    if (done <= last) return;
    last = done;
    const params = { progressToken, progress: done, total, ...(message !== undefined && { message }) };
    void mcpReq.notify({ method: 'notifications/progress', params }).catch(() => undefined);
  };
}
