import type { ServerContext } from '@modelcontextprotocol/server';
import type { Progress } from '@tonearm/tools';

/** Reports progress to a client that asked for it; undefined for one that did not. A lost report is no failure. */
export function progressReporter({ mcpReq }: ServerContext): ((progress: Progress) => void) | undefined {
  const progressToken = mcpReq._meta?.progressToken;
  if (progressToken === undefined) return undefined;
  // The protocol wants it to rise; jobs in several stages begin anew, and are counted on.
  let earlier = 0;
  let stage = -1;
  let shown = -1;
  return ({ done, total, message }) => {
    if (done < stage) earlier = shown;
    stage = done;
    if (earlier + done <= shown) return;
    shown = earlier + done;
    const params = {
      progressToken,
      progress: shown,
      total: earlier + total,
      ...(message !== undefined && { message }),
    };
    void mcpReq.notify({ method: 'notifications/progress', params }).catch(() => undefined);
  };
}
