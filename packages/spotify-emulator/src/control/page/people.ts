/** The part of the page's script that shows people. */
export const peopleScript: string = `
const length = (ms) => Math.floor(ms / 60000) + ':' + String(Math.floor(ms / 1000) % 60).padStart(2, '0');

function showUser({ id, display_name, product, playlists, library, player }) {
  const box = element('div', '', 'user');
  box.dataset.user = id;
  const cover = element(player.cover ? 'img' : 'div', '', player.cover ? '' : 'blank');
  if (player.cover) Object.assign(cover, { src: player.cover, alt: '' });
  const about = element('div', '', 'about');
  about.append(element('strong', display_name), element('span', id + ', ' + product, 'pill'));
  if (player.item) {
    about.append(element('div', player.name ? player.name + (player.by ? ' by ' + player.by : '') : 'An advertisement', 'title'));
  }
  about.append(element('div', playing(player), 'player quiet'));
  if (player.duration_ms) {
    const progress = document.createElement('progress');
    progress.max = player.duration_ms;
    progress.value = player.position_ms;
    about.append(progress);
  }
  const count = playlists.length + (playlists.length === 1 ? ' playlist, ' : ' playlists, ');
  about.append(element('div', count + library.length + ' saved', 'quiet'));
  box.append(cover, about);
  return box;
}

function playing({ is_playing, item, position_ms, duration_ms, device, queue, repeat_state, shuffle_state }) {
  const where = device ? ' on ' + device : ' on no device';
  if (!item) return 'nothing' + where;
  const at = ' at ' + length(position_ms) + (duration_ms ? ' of ' + length(duration_ms) : '');
  const modes = [
    shuffle_state ? 'shuffled' : '', repeat_state === 'off' ? '' : 'repeats the ' + repeat_state, queue.length ? queue.length + ' queued' : '',
  ];
  return [(is_playing ? 'plays' : 'paused') + at + where, ...modes.filter(Boolean)].join(', ');
}
`;
