import type { PlayerReason } from '../http/player-reason.js';
import { notFound, type Problem, playerProblem } from '../http/problem.js';
import { randomToken } from '../http/random-token.js';
import { empty, type Reply, text } from '../http/reply.js';
import type { UserCall } from '../http/route.js';
import type { Device } from '../player/device.js';

/** The refusal of what the player is in no state to do: Spotify has a reason for it in its documentation, and says another one. */
export function refusal({ quirks }: UserCall, documented: PlayerReason): Problem {
  return playerProblem(quirks.documentedReasons ? documented : 'UNKNOWN');
}

/** Refuses what only the documentation refuses; people saw Spotify do it. */
export function refuseByTheBook(call: UserCall, documented: PlayerReason, isRefused: boolean): void {
  if (call.quirks.documentedReasons && isRefused) throw playerProblem(documented);
}

/** The device a command goes to: the one it names, which becomes the active one, else the active one. */
export function targetDevice(call: UserCall): Device {
  const { devices, player } = call.user;
  const id = call.query.get('device_id');
  const device = id === null || id === '' ? player.device : devices.find((each) => each.id === id);
  if (!device && id) throw notFound('Device not found');
  if (!device) throw playerProblem('NO_ACTIVE_DEVICE');
  if (device.is_restricted) throw refusal(call, 'DEVICE_NOT_CONTROLLABLE');
  if (!device.is_active) player.activate(device);
  player.touch();
  return device;
}

/** Refuses what needs something that plays or waits; an advertisement is nothing that one could skip or wind. */
export function needTrack(call: UserCall): void {
  const { player } = call.user;
  if (player.item === null || player.isAd) throw refusal(call, 'NOT_PLAYING_TRACK');
}

/** What Spotify says when a command was taken: nothing, or, on some days, a random text. */
export function answerOf(call: UserCall): Reply {
  return call.quirks.playerAnswersText ? text(randomToken(), 200) : empty(204);
}
