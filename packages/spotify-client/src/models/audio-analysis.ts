/** A stretch of time within a track. */
export interface TimeInterval {
  /** In seconds. */
  readonly start: number;
  /** In seconds. */
  readonly duration: number;
  /** From 0 to 1. */
  readonly confidence: number;
}

/** What Spotify heard over a longer stretch; each confidence is from 0 to 1. */
export interface SoundEstimate {
  /** In decibels. */
  readonly loudness: number;
  /** In beats a minute. */
  readonly tempo: number;
  /** From 0 to 1. */
  readonly tempo_confidence: number;
  /** A pitch class from 0 (C) to 11 (B); -1 when unknown. */
  readonly key: number;
  /** From 0 to 1. */
  readonly key_confidence: number;
  /** 1 is major, 0 is minor, -1 is unknown. */
  readonly mode: number;
  /** From 0 to 1. */
  readonly mode_confidence: number;
  /** In beats a bar. */
  readonly time_signature: number;
  /** From 0 to 1. */
  readonly time_signature_confidence: number;
}

/** A part of a track that differs from its neighbours, such as a verse. */
export interface AudioSection extends TimeInterval, SoundEstimate {}

/** A short part of a track that sounds the same throughout. */
export interface AudioSegment extends TimeInterval {
  /** At the beginning, in decibels. */
  readonly loudness_start: number;
  /** At the loudest moment, in decibels. */
  readonly loudness_max: number;
  /** When the loudest moment is, in seconds from the beginning of the segment. */
  readonly loudness_max_time: number;
  /** At the end, in decibels. */
  readonly loudness_end: number;
  /** How strong each of the twelve pitch classes is, from 0 to 1, beginning with C. */
  readonly pitches: readonly number[];
  /** Twelve numbers around 0 that describe the colour of the sound. */
  readonly timbre: readonly number[];
}

/** How an analysis was made. */
export interface AnalysisReport {
  readonly analyzer_version: string;
  readonly platform: string;
  /** Says why, when the analysis lacks something. */
  readonly detailed_status: string;
  /** 0 for success, 1 for any error. */
  readonly status_code: number;
  /** In seconds since 1970. */
  readonly timestamp: number;
  /** In seconds. */
  readonly analysis_time: number;
  readonly input_process: string;
}

/** What was heard over a whole track. */
export interface AnalyzedTrack extends SoundEstimate {
  readonly num_samples: number;
  /** In seconds. */
  readonly duration: number;
  /** Always empty. */
  readonly sample_md5: string;
  /** In seconds; always 0, since the whole track is analyzed. */
  readonly offset_seconds: number;
  /** In seconds; always 0, since the whole track is analyzed. */
  readonly window_seconds: number;
  /** In samples a second. */
  readonly analysis_sample_rate: number;
  readonly analysis_channels: number;
  /** In seconds from the beginning. */
  readonly end_of_fade_in: number;
  /** In seconds from the beginning. */
  readonly start_of_fade_out: number;
  readonly codestring: string;
  readonly code_version: number;
  readonly echoprintstring: string;
  readonly echoprint_version: number;
  readonly synchstring: string;
  readonly synch_version: number;
  readonly rhythmstring: string;
  readonly rhythm_version: number;
}

/** The structure of one track, from bars down to segments. */
export interface AudioAnalysis {
  readonly meta: AnalysisReport;
  readonly track: AnalyzedTrack;
  readonly bars: readonly TimeInterval[];
  readonly beats: readonly TimeInterval[];
  readonly sections: readonly AudioSection[];
  readonly segments: readonly AudioSegment[];
  readonly tatums: readonly TimeInterval[];
}
