import type { LimitsOptions } from '../limits/options.js';
import type { AppOptions } from '../oauth/app.js';
import type { InitialFaults } from '../options.js';

/** A thing of the world: its URI, or its place in the catalogue, such as `track 12`. */
export type ThingReference = string;

/** What a scenario says of a user; somebody new needs nothing but an id, and of somebody known only what it says is changed. */
export interface ScenarioUser {
  readonly display_name?: string;
  /** Two letters; of somebody new `SE` when left out. */
  readonly country?: string;
  /** Of somebody new `premium` when left out. */
  readonly product?: 'premium' | 'free';
  /** Whether explicit content is kept from them; not, when left out. */
  readonly explicit_content?: { readonly filter_enabled?: boolean; readonly filter_locked?: boolean };
  /** What is saved or followed, oldest first; takes the place of what was there. */
  readonly library?: readonly ThingReference[];
  /** The devices, by name; the first is active. Takes the place of those that were there. */
  readonly devices?: readonly string[];
}

/** What a scenario says of a playlist; a playlist of the same name and owner is changed. */
export interface ScenarioPlaylist {
  readonly name: string;
  readonly owner: string;
  readonly description?: string;
  readonly public?: boolean;
  readonly collaborative?: boolean;
  readonly items?: readonly ThingReference[];
  /** The ids of those who follow it. */
  readonly followers?: readonly string[];
}

/** A situation to begin with, on top of the world of the seed. */
export interface Scenario {
  /** By id. */
  readonly users?: Readonly<Record<string, ScenarioUser>>;
  readonly playlists?: readonly ScenarioPlaylist[];
  readonly faults?: InitialFaults;
  readonly limits?: LimitsOptions;
  readonly app?: AppOptions;
  /** A moment as an ISO date, and how time runs from it. */
  readonly clock?: { readonly at?: string; readonly frozen?: boolean; readonly rate?: number };
}
