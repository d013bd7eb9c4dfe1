import { type AudioFeatures, audioFeatures } from './audio-features.js';
import type { Track } from './models.js';
import { createRandom, hashText, type Random } from './random.js';

const sampleRate = 22_050;
const longestSectionSeconds = 30;
const longestSegmentSeconds = 0.5;
const channels = 12;

/** A stretch of a recording, in seconds. */
interface Interval {
  readonly start: number;
  readonly duration: number;
  readonly confidence: number;
}

/** Invents the structure of a recording: its beats follow from its tempo, and everything covers its whole length. */
export function audioAnalysis(track: Track, analysedAt: number): object {
  const random = createRandom(hashText(track.isrc), 'audio-analysis');
  const features = audioFeatures(track);
  const duration = track.duration_ms / 1000;
  const beat = 60 / features.tempo;
  return {
    meta: {
      analyzer_version: '4.0.0',
      platform: 'Linux',
      detailed_status: 'OK',
      status_code: 0,
      timestamp: Math.floor(analysedAt / 1000),
      analysis_time: round(duration / 40),
      input_process: 'libvorbisfile L+R 44100->22050',
    },
    track: {
      num_samples: Math.round(duration * sampleRate),
      duration: round(duration),
      sample_md5: '',
      offset_seconds: 0,
      window_seconds: 0,
      analysis_sample_rate: sampleRate,
      analysis_channels: 1,
      end_of_fade_in: round(random.next()),
      start_of_fade_out: round(duration - random.next() * 5),
      ...sound(features, random),
      ...codes,
    },
    bars: intervals(random, duration, beat * features.time_signature),
    beats: intervals(random, duration, beat),
    sections: intervals(random, duration, longestSectionSeconds).map((part) => ({
      ...part,
      ...sound(features, random),
    })),
    segments: intervals(random, duration, longestSegmentSeconds).map((part) => segment(part, features, random)),
    tatums: intervals(random, duration, beat / 2),
  };
}

const codes = {
  codestring: '',
  code_version: 3.15,
  echoprintstring: '',
  echoprint_version: 4.15,
  synchstring: '',
  synch_version: 1,
  rhythmstring: '',
  rhythm_version: 1,
} as const;

function sound({ loudness, tempo, time_signature, key, mode }: AudioFeatures, random: Random): object {
  return {
    loudness,
    tempo,
    tempo_confidence: round(random.next()),
    time_signature,
    time_signature_confidence: round(random.next()),
    key,
    key_confidence: round(random.next()),
    mode,
    mode_confidence: round(random.next()),
  };
}

function segment(part: Interval, { loudness }: AudioFeatures, random: Random): object {
  const pitch = random.integer(0, channels - 1);
  return {
    ...part,
    loudness_start: round(loudness - random.next() * 10),
    loudness_max: round(loudness + random.next() * 2),
    loudness_max_time: round(part.duration * random.next()),
    loudness_end: round(loudness - random.next() * 10),
    pitches: Array.from({ length: channels }, (_, channel) => (channel === pitch ? 1 : round(random.next()))),
    timbre: Array.from({ length: channels }, () => round(random.next() * 100 - 50)),
  };
}

/** Equal parts that together are as long as the whole. */
function intervals(random: Random, total: number, longest: number): readonly Interval[] {
  const count = Math.max(1, Math.ceil(total / longest));
  return Array.from({ length: count }, (_, index) => ({
    start: round((total * index) / count),
    duration: round(total / count),
    confidence: round(random.next()),
  }));
}

function round(value: number): number {
  return Math.round(value * 1e5) / 1e5;
}
