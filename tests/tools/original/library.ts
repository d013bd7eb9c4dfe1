import { expect } from 'vitest';
import type { Stage } from '../stage.js';
import { addresses, ids, type Jobs, some } from './job.js';

type Shelf = 'tracks' | 'albums' | 'shows' | 'episodes' | 'audiobooks';

/** Three that the library has, or three that it has not. */
function three(on: Stage, shelf: Shelf, saved: boolean) {
  const { library } = on.listener;
  for (const { uri } of some(on, shelf, 3)) library[saved ? 'add' : 'delete'](uri);
  return some(on, shelf, 3);
}

/** The four tools that the original had for a shelf of the library, with ids as it took them. */
const shelfJobs = (shelf: Shelf): Jobs => {
  const kind = shelf.slice(0, -1);
  return {
    async [`get_saved_${shelf}`](on) {
      three(on, shelf, true);
      const whole = (await on.call('list_library', { kind: shelf, limit: 200 })).output;
      const names = (items: unknown) => (items as readonly { name: string }[]).map(({ name }) => name);
      for (const { name } of three(on, shelf, true)) expect(names(whole.items)).toContain(name);
      const { output } = await on.call('list_library', { kind: shelf, limit: 1, offset: 1 });
      expect(output).toMatchObject({ offset: 1, total: whole.total });
      expect(names(output.items)).toEqual(names(whole.items).slice(1, 2));
    },
    async [`save_${shelf}`](on) {
      const things = three(on, shelf, false);
      await on.call('save_to_library', { ids: ids(things), kind });
      for (const uri of addresses(things)) expect(on.listener.library.has(uri)).toBe(true);
    },
    async [`remove_saved_${shelf}`](on) {
      const things = three(on, shelf, true);
      on.person.answer = 'yes';
      await on.call('remove_from_library', { ids: ids(things), kind });
      for (const uri of addresses(things)) expect(on.listener.library.has(uri)).toBe(false);
    },
    async [`check_saved_${shelf}`](on) {
      const [one, ...others] = three(on, shelf, true);
      on.listener.library.delete(one?.uri ?? '');
      const { output } = await on.call('check_library', { ids: ids([...others, ...some(on, shelf)]), kind });
      expect(output.items).toMatchObject([{ saved: true }, { saved: true }, { saved: false }]);
    },
  };
};

/** The four tools of each of the five shelves. */
export const libraryJobs: Jobs = {
  ...shelfJobs('tracks'),
  ...shelfJobs('albums'),
  ...shelfJobs('shows'),
  ...shelfJobs('episodes'),
  ...shelfJobs('audiobooks'),
};
