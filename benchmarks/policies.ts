// What policies cost when all goes well, side by side with cockatiel, opossum and rate-limiter-flexible.
// node policies.ts [--rounds 15] [--write]   Needs a build of packages/resilience, and a redis-server.
import { parseArgs } from 'node:util';
import { attemptsAtTotalFailure } from './policies/attempts.ts';
import { limiters } from './policies/limiters.ts';
import { overRedis } from './policies/over-redis.ts';
import { rejections } from './policies/rejections.ts';
import { judge, type Measured, print, writeReport } from './policies/report.ts';
import { stacks, stacksWithTimeouts } from './policies/stacks.ts';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '15' }, write: { type: 'boolean', default: false } },
});
const rounds = Math.max(1, Number(values.rounds));

const measured: Measured[] = [];
for (const measure of [stacks, stacksWithTimeouts, rejections, limiters, overRedis, attemptsAtTotalFailure]) {
  const result = await measure(rounds);
  print(result);
  measured.push(result);
}
if (values.write) writeReport('policies', measured, rounds);
process.exitCode = measured.flatMap(judge).length === 0 ? 0 : 1;
