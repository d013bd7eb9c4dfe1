// A network between the contestants and their Redis: whatever passes, in either direction, arrives later by so many milliseconds, as exactly as a timer can.
// node distance-process.ts <port of Redis> <milliseconds each way>
import { startProxy } from '@tonearm/tooling/services';

const [port = '0', delayMs = '1'] = process.argv.slice(2);
const proxy = await startProxy({ port: Number(port) });
proxy.faults.delayMs = Number(delayMs);
process.send?.(proxy.port);
process.on('disconnect', () => process.exit());
