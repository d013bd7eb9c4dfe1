import { readFileSync } from 'node:fs';

/** Nanoseconds since some moment. */
export type Clock = () => number;

/** The time that all threads of this process had on a processor: whoever else uses the machine does not count. */
export const processorTime: Clock = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1_000;
};

/**
 * The time that this process and another one had on a processor together: what a question costs, as the one waits while
 * the other works. Where a system does not tell it for others (only Linux does), the time that passed.
 */
export function processorTimeWith(pid: number): Clock {
  const file = `/proc/${pid}/schedstat`;
  const theirs: Clock = () => Number(readFileSync(file, 'latin1').split(' ')[0]);
  try {
    theirs();
  } catch {
    return () => performance.now() * 1e6;
  }
  return () => processorTime() + theirs();
}
