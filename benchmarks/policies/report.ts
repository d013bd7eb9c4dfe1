import { availableParallelism, cpus } from 'node:os';
import type { Timing } from '../interleaved.ts';
import { writeResult } from '../write-result.ts';

/** A figure with the bound that it must keep; without one it is there for comparison. */
export interface Target {
  readonly what: string;
  readonly value: number;
  readonly atMost?: number;
  readonly atLeast?: number;
}

/** What one measurement found. */
export interface Measured {
  readonly name: string;
  readonly timings: readonly Timing[];
  readonly targets: readonly Target[];
}

/** The targets that were missed, in words. */
export function judge({ name, targets }: Measured): readonly string[] {
  return targets
    .filter(
      ({ value, atMost = Number.POSITIVE_INFINITY, atLeast = Number.NEGATIVE_INFINITY }) =>
        !(value <= atMost && value >= atLeast),
    )
    .map((target) => `${name}: ${inWords(target)}`);
}

/** Shows what was found. */
export function print(measured: Measured): void {
  console.log(`\n${measured.name}`);
  for (const { name, minNs, medianNs } of measured.timings) {
    console.log(`  ${name.padEnd(66)} min ${String(minNs).padStart(7)} ns   median ${String(medianNs).padStart(7)} ns`);
  }
  for (const target of measured.targets) console.log(`  ${inWords(target)}`);
  for (const missed of judge(measured)) console.log(`  MISSED ${missed}`);
}

/** Keeps what was found, with the machine that it was found on. */
export function writeReport(name: string, measured: readonly unknown[], rounds: number): void {
  const report = {
    node: process.version,
    platform: `${process.platform} ${process.arch}, ${availableParallelism()} cores, ${cpus()[0]?.model ?? 'unknown'}`,
    rounds,
    measured,
  };
  writeResult(name, report);
}

/** The least time of a candidate. */
export function minOf(timings: readonly Timing[], name: string): number {
  return timings.find((timing) => timing.name === name)?.minNs ?? Number.NaN;
}

/** How much longer the first takes than the second, by their least times: those are least disturbed. */
export function ratioOf(timings: readonly Timing[], name: string, other: string): number {
  return Math.round((minOf(timings, name) / minOf(timings, other)) * 1000) / 1000;
}

/** How much longer the first usually takes than the second: of trips over a socket the luckiest says nothing. */
export function usualRatioOf(timings: readonly Timing[], name: string, other: string): number {
  const medianOf = (wanted: string): number => timings.find((timing) => timing.name === wanted)?.medianNs ?? Number.NaN;
  return Math.round((medianOf(name) / medianOf(other)) * 1000) / 1000;
}

function inWords({ what, value, atMost, atLeast }: Target): string {
  if (atMost === undefined && atLeast === undefined) return `${what}: ${value}`;
  const bound = atMost === undefined ? `at least ${atLeast}` : `at most ${atMost}`;
  return `${what}: ${value} (target: ${bound})`;
}
