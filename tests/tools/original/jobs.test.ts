import { describe, expect, test } from 'vitest';
import { rowsOfOriginal } from '../coverage-table.js';
import { type Stage, stage } from '../stage.js';
import { catalogJobs } from './catalog.js';
import { closedJobs } from './closed.js';
import { closedCompositeJobs, compositeJobs } from './composites.js';
import type { Jobs } from './job.js';
import { libraryJobs } from './library.js';
import { peopleJobs } from './people.js';
import { playbackJobs } from './playback.js';
import { playlistJobs } from './playlists.js';

const open: Jobs = {
  ...playbackJobs,
  ...libraryJobs,
  ...catalogJobs,
  ...playlistJobs,
  ...peopleJobs,
  ...compositeJobs,
};
const closed: Jobs = { ...closedJobs, ...closedCompositeJobs };

/** The stage, and which tools were called on it. */
function watched(on: Stage): { on: Stage; called: ReadonlySet<string> } {
  const called = new Set<string>();
  const call: Stage['call'] = (name, input) => {
    called.add(name);
    return on.call(name, input);
  };
  return { on: { ...on, call }, called };
}

describe('every job of the original can be done', () => {
  test('the table names them all, and nothing else is driven here', () => {
    expect([...Object.keys(open), ...Object.keys(closed)].toSorted()).toEqual(
      rowsOfOriginal()
        .map(([there]) => there)
        .toSorted(),
    );
  });

  test.each(rowsOfOriginal())('%s, with %s', async (there, here) => {
    const job = open[there] ?? closed[there];
    const { on, called } = watched(await stage({ profile: there in closed ? 'extended' : 'development' }));
    await job?.(on);
    expect(called).toContain(here);
  });
});
