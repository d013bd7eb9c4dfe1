import { bodyFields, booleanQuery, field, integerQuery, textList } from '../http/inputs.js';
import { badRequest, notFound, playerProblem } from '../http/problem.js';
import type { Reply } from '../http/reply.js';
import { person, type Route, type UserCall } from '../http/route.js';
import { findPlayable } from '../world/catalogue.js';
import { answerOf, needTrack, refusal, refuseByTheBook, targetDevice } from './player-commands.js';
import { needsOfStart, startPlayback } from './player-start.js';

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
    if (device.is_restricted) throw refusal(call, 'DEVICE_NOT_CONTROLLABLE');
    const { player } = call.user;
    const wasPlaying = player.is_playing;
    player.activate(device);
    if ((field(fields, 'play', 'boolean') ?? false) && !wasPlaying) player.resume();
  }),
  command('PUT', '/me/player/play', 'start-a-users-playback', startPlayback, needsOfStart),
  command('PUT', '/me/player/pause', 'pause-a-users-playback', (call) => {
    const { player } = call.user;
    targetDevice(call);
    if (!player.is_playing) throw refusal(call, 'ALREADY_PAUSED');
    player.pause();
  }),
  command('POST', '/me/player/next', 'skip-users-playback-to-next-track', (call) => {
    const { player } = call.user;
    targetDevice(call);
    if (player.upcoming(1).length === 0) needTrack(call);
    refuseByTheBook(call, 'NO_NEXT_TRACK', player.upcoming(1).length === 0);
    player.next();
  }),
  command('POST', '/me/player/previous', 'skip-users-playback-to-previous-track', (call) => {
    const { player } = call.user;
    targetDevice(call);
    needTrack(call);
    refuseByTheBook(call, 'NO_PREV_TRACK', !player.hasPrevious);
    player.previous();
  }),
  command('PUT', '/me/player/seek', 'seek-to-position-in-currently-playing-track', (call) => {
    const positionMs = integerQuery(call.query, 'position_ms', { minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
    targetDevice(call);
    needTrack(call);
    call.user.player.seek(positionMs);
  }),
  command('PUT', '/me/player/repeat', 'set-repeat-mode-on-users-playback', (call) => {
    const state = call.query.get('state');
    if (state !== 'off' && state !== 'track' && state !== 'context') throw badRequest('Invalid state');
    const { player } = call.user;
    targetDevice(call);
    refuseByTheBook(call, 'NOT_PLAYING_CONTEXT', state === 'context' && player.context === null);
    player.repeat_state = state;
  }),
  command('PUT', '/me/player/volume', 'set-volume-for-users-playback', (call) => {
    const volume = integerQuery(call.query, 'volume_percent', { minimum: 0, maximum: 100 });
    const device = targetDevice(call);
    if (!device.supports_volume) throw playerProblem('VOLUME_CONTROL_DISALLOW');
    device.volume_percent = volume;
  }),
  command('PUT', '/me/player/shuffle', 'toggle-shuffle-for-users-playback', (call) => {
    const state = booleanQuery(call.query, 'state');
    const { player } = call.user;
    targetDevice(call);
    // What is told in order is heard in order.
    refuseByTheBook(call, 'CONTEXT_DISALLOW', state && /^spotify:(show|audiobook):/.test(player.context ?? ''));
    player.shuffle_state = state;
  }),
  command('POST', '/me/player/queue', 'add-to-queue', (call) => {
    const uri = call.query.get('uri');
    if (uri === null) throw badRequest('Missing required field: uri');
    if (!findPlayable(call.world.catalogue, uri)) throw badRequest(`Invalid track uri: ${uri}`);
    targetDevice(call);
    call.user.player.queue.push(uri);
  }),
];

function command(method: 'PUT' | 'POST', path: string, operation: string, run: Command, needs?: Route['needs']): Route {
  const facts = { method, path, operation, scopes: ['user-modify-playback-state'], premium: true };
  return person({ ...facts, ...(needs ? { needs } : {}) }, (call): Reply => {
    run(call);
    return answerOf(call);
  });
}
