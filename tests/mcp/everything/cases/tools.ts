import type { ToolCase } from '../tool-case.ts';
import { browseCases } from './browse.ts';
import { catalogCases } from './catalog.ts';
import { collectionCases } from './collection.ts';
import { curationCases } from './curation.ts';
import { diagnosticsCases } from './diagnostics.ts';
import { playbackCases } from './playback.ts';
import { playlistCases } from './playlists.ts';

/** One case for every tool that works for an app in Development Mode; they follow each other in the order of the registry. */
export const toolCases: Readonly<Record<string, ToolCase>> = {
  ...catalogCases,
  ...playbackCases,
  ...playlistCases,
  ...collectionCases,
  ...curationCases,
};

/** One case for every tool that is closed to new apps. */
export const extendedCases: Readonly<Record<string, ToolCase>> = browseCases;

/** One case for every tool that looks at this server only, and asks Spotify nothing. */
export const localCases: Readonly<Record<string, ToolCase>> = diagnosticsCases;
