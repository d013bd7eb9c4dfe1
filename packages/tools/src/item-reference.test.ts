import { describe, expect, test } from 'vitest';
import { UserInputError } from './errors.js';
import { itemKinds, readItem, readItems } from './item-reference.js';

const id = '4uLU6hMCjMI75M1A2tKUQC';
const anything = { allowed: itemKinds };
const track = { kind: 'track', id, uri: `spotify:track:${id}` };

describe('readItem', () => {
  test.each([
    `spotify:track:${id}`,
    `  spotify:track:${id} `,
    `https://open.spotify.com/track/${id}`,
    `https://open.spotify.com/track/${id}?si=0123456789abcdef`,
    `https://open.spotify.com/intl-de/track/${id}?si=x#later`,
    `https://open.spotify.com/intl-pt-br/track/${id}/`,
    `https://open.spotify.com/embed/track/${id}`,
    `http://play.spotify.com/track/${id}`,
    `open.spotify.com/track/${id}`,
  ])('reads %s', (text) => {
    expect(readItem(text, anything)).toEqual(track);
  });

  test.each(itemKinds)('keeps the kind %s', (kind) => {
    expect(readItem(`spotify:${kind}:${id}`, anything).uri).toBe(`spotify:${kind}:${id}`);
  });

  test('reads the old addresses of playlists, which have their owner in front', () => {
    const playlist = { kind: 'playlist', id, uri: `spotify:playlist:${id}` };
    expect(readItem(`spotify:user:somebody:playlist:${id}`, anything)).toEqual(playlist);
    expect(readItem(`https://open.spotify.com/user/somebody/playlist/${id}`, anything)).toEqual(playlist);
  });

  test('takes the address of a podcast or an episode for the audiobook or the chapter that it is said to be', () => {
    const book = readItem(`spotify:show:${id}`, { ...anything, kind: 'audiobook' });
    const chapter = readItem(`https://open.spotify.com/episode/${id}`, { ...anything, kind: 'chapter' });
    expect([book.kind, book.uri, chapter.kind]).toEqual(['audiobook', `spotify:show:${id}`, 'chapter']);
    expect(() => readItem(`spotify:audiobook:${id}`, { ...anything, kind: 'show' })).toThrow('the kind given is show');
  });

  test('takes a bare id for what it is said to be, or for the only thing that it can be', () => {
    expect(readItem(id, { ...anything, kind: 'track' })).toEqual(track);
    expect(readItem(id, { allowed: ['track'] })).toEqual(track);
  });

  test('asks what a bare id is when it could be several things', () => {
    expect(() => readItem(id, anything)).toThrow(/does not say what it is/);
  });

  test('refuses a kind that contradicts the address', () => {
    expect(() => readItem(`spotify:track:${id}`, { ...anything, kind: 'album' })).toThrow(/the kind given is album/);
  });

  test('refuses kinds that make no sense here, and says what to do instead', () => {
    const refused = (): unknown => readItem(`spotify:album:${id}`, { allowed: ['track'], otherwise: 'Play it.' });
    expect(refused).toThrow('The item is an album, and only track can be used here.');
    expect(refused).toThrow(expect.objectContaining({ hint: 'Play it.' }));
  });

  test.each([
    '',
    'a song',
    'spotify:',
    'spotify:track',
    'spotify:track:short',
    `spotify:track:${id}:more`,
    `spotify:user:somebody`,
    'https://open.spotify.com/',
    `https://evil.example/track/${id}`,
    `https://open.spotify.com.evil.example/track/${id}`,
    `spotify:track:../../me/player?x=`,
    `https://open.spotify.com/track/..%2F..%2Fme`,
    '../../me/player?x=',
  ])('refuses %j without repeating it', (text) => {
    const error = catchError(() => readItem(text, anything));
    expect(error).toBeInstanceOf(UserInputError);
    if (text.length > 26) expect(`${error?.message} ${error?.hint}`).not.toContain(text);
  });

  test('says of a local file why nothing can be done with it', () => {
    expect(() => readItem('spotify:local:Artist:Album:Title:200', anything)).toThrow(/local file/);
  });
});

describe('readItems', () => {
  test('keeps order and repetitions', () => {
    const other = id.replace('4', '5');
    expect(readItems([id, other, id], { allowed: ['track'] }).map((item) => item.id)).toEqual([id, other, id]);
  });

  test('says which one is wrong', () => {
    expect(() => readItems([id, 'nonsense'], { allowed: ['track'] })).toThrow(/^Item 2 of 2 is not/);
  });
});

function catchError(run: () => unknown): UserInputError | undefined {
  try {
    run();
  } catch (error) {
    return error as UserInputError;
  }
  return undefined;
}

test('the examples are of what is asked for', () => {
  expect(() => readItem('no id!', { allowed: ['playlist'] })).toThrow(
    expect.objectContaining({ hint: expect.stringContaining('https://open.spotify.com/playlist/ID') }),
  );
});
