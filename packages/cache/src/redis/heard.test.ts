import { describe, expect, test } from 'vitest';
import type { Notice, Position, StoreListener } from '../store.js';
import { hearing } from './heard.js';

const at = (sequence: number, epoch = 'one') => ({ epoch, sequence });
const silent: StoreListener = { heard: () => undefined, up: () => undefined, down: () => undefined };

function listening(maxNames = 100) {
  const heard = hearing(maxNames);
  const [line, other] = [0, 1].map(() => heard.through(silent)) as [StoreListener, StoreListener];
  const noticeOf = (sequence: number, names: readonly string[], more: Partial<Notice> = {}): Notice => ({
    ...{ position: at(sequence), names, origin: 'other', ...more },
  });
  const tell = (...notice: Parameters<typeof noticeOf>): void => line.heard(noticeOf(...notice));
  const tellOther = (...notice: Parameters<typeof noticeOf>): void => other.heard(noticeOf(...notice));
  /** Redis is asked, and answers at once. */
  const stands = (position: Position): void => heard.stoodAt(position, heard.reached);
  return { ...heard, heard, line, other, tell, tellOther, stands };
}

describe('what was heard', () => {
  test('passes on what it hears', () => {
    const told: unknown[] = [];
    const line = hearing(1).through({
      heard: (notice) => told.push(notice),
      up: () => told.push('up'),
      down: (trouble) => told.push(['down', trouble]),
    });
    const [notice, trouble] = [{ position: at(1), names: ['a'], origin: 'other' }, new Error('lost')];
    line.up();
    line.heard(notice);
    line.down(trouble);
    expect(told).toEqual(['up', notice, ['down', trouble]]);
  });

  test('knows nothing before Redis has said where it stands', () => {
    expect(listening().isTouched(['a'], 0, at(0))).toBeUndefined();
  });

  test('tells what began before a name was invalidated from what began after, and no other name', () => {
    const { stands, tell, isTouched } = listening();
    stands(at(4));
    tell(5, ['a', 'b']);
    tell(6, ['c']);
    expect(isTouched(['x', 'a'], 4, at(6))).toBe(true);
    expect(isTouched(['c'], 5, at(6))).toBe(true);
    expect(isTouched(['a', 'b'], 5, at(6))).toBe(false);
    expect(isTouched(['x'], 4, at(6))).toBe(false);
    expect(isTouched(['c'], 6, at(6))).toBe(false);
  });

  test('says nothing of what began before it listened, nor of what it has not heard yet, nor of another epoch', () => {
    const { stands, tell, isTouched } = listening();
    stands(at(4));
    tell(5, ['a']);
    expect(isTouched(['x'], 3, at(5))).toBeUndefined();
    expect(isTouched(['x'], 5, at(6))).toBeUndefined();
    expect(isTouched(['x'], 5, at(5, 'two'))).toBeUndefined();
  });

  test('begins with the first change where Redis has not said before where it stood', () => {
    const { tell, isTouched } = listening();
    tell(5, ['a']);
    expect(isTouched(['a'], 4, at(5))).toBe(true);
    expect(isTouched(['x'], 3, at(5))).toBeUndefined();
  });

  test.each([
    ['a change that was missed', ({ tell }: ReturnType<typeof listening>) => tell(7, ['b'])],
    ['another epoch', ({ tell }: ReturnType<typeof listening>) => tell(5, ['b'], { position: at(5, 'two') })],
    ['a line that was lost', ({ line }: ReturnType<typeof listening>) => line.down()],
    ['a line that came up', ({ other }: ReturnType<typeof listening>) => other.up()],
    ['a connection that was lost', ({ forget }: ReturnType<typeof listening>) => forget()],
    ['a Redis that has gone back', ({ stands }: ReturnType<typeof listening>) => stands(at(4))],
    ['a Redis that was emptied', ({ stands }: ReturnType<typeof listening>) => stands(at(0, 'two'))],
  ])('forgets what it knew after %s', (_what, happens) => {
    const all = listening();
    all.stands(at(4));
    all.tell(5, ['a']);
    happens(all);
    expect(all.isTouched(['x'], 4, at(5))).toBeUndefined();
  });

  test('goes on from where Redis says that it stands', () => {
    const { stands, line, tell, isTouched } = listening();
    stands(at(4));
    line.down();
    stands(at(9));
    tell(10, ['a']);
    expect(isTouched(['a'], 9, at(10))).toBe(true);
    expect(isTouched(['a'], 8, at(10))).toBeUndefined();
  });

  test('does not begin anew for an answer that comes late, nor for one that is ahead of the line', () => {
    const { heard, tell, stoodAt, isTouched } = listening();
    stoodAt(at(4), undefined);
    const { reached } = heard;
    tell(5, ['a']);
    stoodAt(at(4), reached);
    stoodAt(at(6), heard.reached);
    expect(isTouched(['a'], 4, at(5))).toBe(true);
  });

  test('believes a Redis that counts anew', () => {
    const { stands, tell, isTouched } = listening();
    stands(at(4));
    tell(5, ['a']);
    tell(6, ['b']);
    tell(5, ['c']);
    tell(6, ['d']);
    expect(isTouched(['c'], 4, at(6))).toBe(true);
    expect(isTouched(['a', 'b'], 4, at(6))).toBe(false);
    expect(isTouched(['d'], 5, at(6))).toBe(true);
  });

  test('hears once what two lines say', () => {
    const { stands, tell, tellOther, isTouched } = listening();
    stands(at(4));
    tell(5, ['a']);
    tell(6, ['b']);
    tellOther(5, ['a']);
    tellOther(6, ['b']);
    expect(isTouched(['a'], 4, at(6))).toBe(true);
    expect(isTouched(['a'], 5, at(6))).toBe(false);
    expect(isTouched(['b'], 5, at(6))).toBe(true);
  });

  test('remembers so many names, those that were invalidated last, and says of what is older that it does not know', () => {
    const { stands, tell, isTouched } = listening(2);
    stands(at(4));
    tell(5, ['a']);
    tell(6, ['b']);
    tell(7, ['a']);
    expect(isTouched(['b'], 4, at(7))).toBe(true);
    tell(8, ['c']);
    expect(isTouched(['x'], 5, at(8))).toBeUndefined();
    expect(isTouched(['a'], 6, at(8))).toBe(true);
    tell(9, ['d', 'e', 'f']);
    expect(isTouched(['x'], 8, at(9))).toBeUndefined();
    expect(isTouched(['x'], 9, at(9))).toBe(false);
  });

  test('keeps no name of a user who is forgotten, and knows that all of theirs is void', () => {
    const { stands, tell, isTouched } = listening();
    stands(at(4));
    tell(5, ['user:1:a:tag:x', 'public:tag:x']);
    tell(6, ['scope:hash'], { forgotten: 'user:1:a:' });
    expect(isTouched(['user:1:a:tag:x'], 4, at(6))).toBe(false);
    expect(isTouched(['user:1:a:tag:x', 'scope:hash'], 4, at(6))).toBe(true);
    expect(isTouched(['public:tag:x'], 4, at(6))).toBe(true);
  });
});
