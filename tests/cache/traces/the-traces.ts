import { type Asker, asks, inOrder, type Read, randomFrom, type Trace, type Write, zipf } from './trace.ts';

/*
 * Nobody's recordings: made from assumptions, which are all in this file, and from the runtime's own rules of freshness.
 * What people look at follows Zipf's law with exponent 1, as in the usual models of caches; one operation in twenty writes.
 * How often the same is asked for again decides how many reads any cache can answer. At density 1 that is four in five,
 * for which the number of calls, commands and sessions was chosen: so the share of hits says how dense a trace is, and what
 * a cache is worth is its share of the optimum, at any density.
 */

const minute = 60_000;

/**
 * A: an assistant and a person talk for an hour. In each turn the assistant calls some tools, one after the other; it
 * looks again and again at what the talk is about: three playlists, the library, and some tracks, albums and artists.
 * About one call in twenty changes something, and the assistant then looks whether it did.
 */
export function conversation(density = 1): Trace {
  const random = randomFrom(1);
  const subject = zipf(60, random);
  const operations: (Read | Write)[] = [];
  for (let turn = 0; turn < 60; turn += 1) {
    const calls = Math.round(density * (10 + Math.floor(random() * 18)));
    const about = `${Math.floor(random() * 3)}`;
    for (let call = 0; call < calls; call += 1) {
      const who: Asker = { atMs: turn * minute + (call * 1_500) / Math.max(1, density), process: 0, user: 'person' };
      if (call === 0) operations.push(asks.read(who, 'profile'));
      const choice = random();
      if (choice < 0.05) {
        const isPlaylist = random() < 0.6;
        operations.push(asks.write(who, isPlaylist ? 'playlist' : 'library', about));
        operations.push(
          asks.read({ ...who, atMs: who.atMs + 500 }, isPlaylist ? 'playlist' : 'library', isPlaylist ? about : ''),
        );
      } else if (choice < 0.3) operations.push(asks.read(who, 'playlist', about));
      else if (choice < 0.38) operations.push(asks.read(who, 'playlists'));
      else if (choice < 0.45) operations.push(asks.read(who, 'library'));
      else if (choice < 0.48) operations.push(asks.read(who, 'top'));
      else if (choice < 0.55) operations.push(asks.read(who, 'search', about));
      else operations.push(asks.read(who, 'catalogue', `${subject()}`));
    }
  }
  return { name: 'A: a conversation', processes: 1, isShortLived: false, operations: inOrder(operations) };
}

/** B: a person uses the command line over a day: each command is a process of its own that asks some questions and ends. */
export function commandDay(density = 1): Trace {
  const random = randomFrom(2);
  const subject = zipf(40, random);
  const operations: (Read | Write)[] = [];
  let atMs = 0;
  for (let command = 0; command < 400; command += 1) {
    // Some commands in a row, then a pause.
    atMs += (random() < 0.85 ? 10_000 + random() * 20_000 : 20 * minute + random() * 20 * minute) / density;
    const who: Asker = { atMs, process: command, user: 'person' };
    const choice = random();
    if (choice < 0.1) operations.push(asks.write(who, random() < 0.5 ? 'playlist' : 'library', '0'));
    else if (choice < 0.25) operations.push(asks.read(who, 'playlists'));
    else if (choice < 0.45) operations.push(asks.read(who, 'playlist', `${Math.floor(random() * 2)}`));
    else if (choice < 0.55) operations.push(asks.read(who, 'library'));
    else if (choice < 0.65) operations.push(asks.read(who, 'player'));
    else operations.push(asks.read(who, 'catalogue', `${subject()}`));
    operations.push(asks.read({ ...who, atMs: atMs + 100 }, 'profile'));
  }
  return { name: 'B: a day of commands', processes: 400, isShortLived: true, operations: inOrder(operations) };
}

/**
 * C: a server of four processes for an hour. Users come in sessions of some minutes, the same ones more often than
 * others; whichever process is free answers. Everybody looks at the same catalogue, and at playlists of their own.
 */
export function server(density = 1): Trace {
  const random = randomFrom(3);
  const [visitor, subject] = [zipf(300, random), zipf(3_000, random)];
  const operations: (Read | Write)[] = [];
  for (let session = 0; session < 500 * density; session += 1) {
    const user = `user ${visitor()}`;
    let atMs = random() * 56 * minute;
    const about = `${user} ${Math.floor(random() * 3)}`;
    for (let call = 0; call < 60; call += 1) {
      atMs += 1_000 + random() * 5_000;
      const who: Asker = { atMs, process: Math.floor(random() * 4), user };
      const choice = random();
      if (choice < 0.05) operations.push(asks.write(who, random() < 0.6 ? 'playlist' : 'library', about));
      else if (choice < 0.25) operations.push(asks.read(who, 'playlist', about));
      else if (choice < 0.32) operations.push(asks.read(who, 'playlists'));
      else if (choice < 0.4) operations.push(asks.read(who, 'library'));
      else if (choice < 0.45) operations.push(asks.read(who, 'profile'));
      else if (choice < 0.47) operations.push(asks.read(who, 'player'));
      else operations.push(asks.read(who, 'catalogue', `${subject()}`));
    }
  }
  return { name: 'C: a server of four processes', processes: 4, isShortLived: false, operations: inOrder(operations) };
}
