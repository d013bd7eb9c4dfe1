import { everydayCases } from './everyday-cases.ts';
import { libraryCases } from './library-cases.ts';
import { olderAppCases } from './older-app-cases.ts';
import { playlistCases } from './playlist-cases.ts';
import type { ToolCase } from './tool-case.ts';

/** One case for every tool that is a command; a tool without one fails the tests. */
export const toolCases: Readonly<Record<string, ToolCase>> = {
  ...everydayCases,
  ...playlistCases,
  ...libraryCases,
  ...olderAppCases,
};
