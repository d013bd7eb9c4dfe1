import { bodyFields, booleanQuery, field, integerQuery, textList } from '../http/inputs.js';
import { badRequest, notFound, playerProblem } from '../http/problem.js';
import type { Reply } from '../http/reply.js';
import { person, type Route, type UserCall } from '../http/route.js';
import { findPlayable } from '../world/catalogue.js';
import { answerOf, restrictionViolated, targetDevice } from './player-commands.js';
import { startPlayback } from './player-start.js';

type Command = (call: UserCall) => void;

/** Commands to a player. All of them need Premium, and a device to go to. */
export const playerRoutes: readonly Route[] = [
  command('PUT', '/me/player', 'transfer-a-users-playback', (call) => {
    const fields = bodyFields(call);
    const ids = textList(fields, 'device_ids');
    if (!ids) throw badRequest('Missing required field: device_ids');
    if (ids.length !== 1) throw badRequest('Exactly one device_id should be provided');
    const device = call.user.devices.find((each) => each.id === ids[0]);
    if (!device) throw notFound('Device not found');
    if (device.is_restricted) throw restrictionViolated();
    const { player } = call.user;
    const wasPlaying = player.is_playing;
    player.activate(device);
    if ((field(fields, 'play', 'boolean') ?? false) && !wasPlaying) player.resume();
  }),
  command('PUT', '/me/player/play', 'start-a-users-playback', startPlayback),
  command('PUT', '/me/player/pause', 'pause-a-users-playback', (call) => {
    const { player } = call.user;
    targetDevice(call);
    if (!player.is_playing) throw restrictionViolated();
    player.pause();
  }),
  command('POST', '/me/player/next', 'skip-users-playback-to-next-track', (call) => {
    targetDevice(call);
    call.user.player.next();
  }),
  command('POST', '/me/player/previous', 'skip-users-playback-to-previous-track', (call) => {
    targetDevice(call);
    call.user.player.previous();
  }),
  command('PUT', '/me/player/seek', 'seek-to-position-in-currently-playing-track', (call) => {
    const positionMs = integerQuery(call.query, 'position_ms', { minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
    targetDevice(call);
    call.user.player.seek(positionMs);
  }),
  command('PUT', '/me/player/repeat', 'set-repeat-mode-on-users-playback', (call) => {
    const state = call.query.get('state');
    if (state !== 'off' && state !== 'track' && state !== 'context') throw badRequest('Invalid state');
    targetDevice(call);
    call.user.player.repeat_state = state;
  }),
  command('PUT', '/me/player/volume', 'set-volume-for-users-playback', (call) => {
    const volume = integerQuery(call.query, 'volume_percent', { minimum: 0, maximum: 100 });
    const device = targetDevice(call);
    if (!device.supports_volume) throw playerProblem(403, 'Cannot control device volume', 'VOLUME_CONTROL_DISALLOW');
    device.volume_percent = volume;
  }),
  command('PUT', '/me/player/shuffle', 'toggle-shuffle-for-users-playback', (call) => {
    const state = booleanQuery(call.query, 'state');
    targetDevice(call);
    call.user.player.shuffle_state = state;
  }),
  command('POST', '/me/player/queue', 'add-to-queue', (call) => {
    const uri = call.query.get('uri');
    if (uri === null) throw badRequest('Missing required field: uri');
    if (!findPlayable(call.world.catalogue, uri)) throw badRequest(`Invalid track uri: ${uri}`);
    targetDevice(call);
    call.user.player.queue.push(uri);
  }),
];

function command(method: 'PUT' | 'POST', path: string, operation: string, run: Command): Route {
  return person({ method, path, operation, scopes: ['user-modify-playback-state'], premium: true }, (call): Reply => {
    run(call);
    return answerOf(call);
  });
}
