import type { Middleware } from '@tonearm/spotify-client';
import type { AccessMemory } from './access-memory.js';
import { lessonOfAnswer, lessonOfRefusal, lessonOfSuccess } from './lessons.js';

/** Learns what the app may do from what Spotify says to requests that are sent anyway: it sends none of its own. */
export function withLessons(memory: Pick<AccessMemory, 'learn'>): Middleware {
  return (next) => async (call) => {
    const { endpoint } = call;
    try {
      const answer = await next(call);
      if (endpoint.method === 'GET') memory.learn({ ...lessonOfAnswer(call, answer), ...lessonOfSuccess(endpoint) });
      return answer;
    } catch (error) {
      memory.learn(lessonOfRefusal(endpoint, error));
      throw error;
    }
  };
}
