import { notFound, type Problem, playerProblem } from '../http/problem.js';
import { randomToken } from '../http/random-token.js';
import { empty, type Reply, text } from '../http/reply.js';
import type { UserCall } from '../http/route.js';
import type { Device } from '../player/device.js';

/** The refusal for whatever the player is in no state to do. */
export function restrictionViolated(): Problem {
  return playerProblem(403, 'Restriction violated', 'UNKNOWN');
}

/** The device a command goes to: the one it names, which becomes the active one, else the active one. */
export function targetDevice(call: UserCall): Device {
  const { devices, player } = call.user;
  const id = call.query.get('device_id');
  const device = id === null || id === '' ? player.device : devices.find((each) => each.id === id);
  if (!device && id) throw notFound('Device not found');
  if (!device) throw playerProblem(404, 'No active device found', 'NO_ACTIVE_DEVICE');
  if (device.is_restricted) throw restrictionViolated();
  if (!device.is_active) player.activate(device);
  player.touch();
  return device;
}

/** What Spotify says when a command was taken: nothing, or, on some days, a random text. */
export function answerOf(call: UserCall): Reply {
  return call.quirks.playerAnswersText ? text(randomToken(), 200) : empty(204);
}
