import { shelves } from '../library/read-library.js';
import type { Resource, ResourceTemplate } from './resource.js';

const second = 1000;
const minute = 60 * second;

/** Every resource of a fixed address, in the order in which they are offered. */
export const resources: readonly Resource[] = [
  {
    uri: 'spotify://playback',
    name: 'playback',
    title: 'What is playing',
    description: 'What plays where, and how far it is. Can be subscribed to.',
    tool: 'get_playback',
    input: {},
    isPaged: false,
    ttlMs: second,
  },
  {
    uri: 'spotify://queue',
    name: 'queue',
    title: 'The queue',
    description: 'What plays next.',
    tool: 'get_queue',
    input: {},
    isPaged: false,
    ttlMs: second,
  },
  {
    uri: 'spotify://devices',
    name: 'devices',
    title: 'Devices',
    description: 'The devices that can play, and which one does.',
    tool: 'list_devices',
    input: {},
    isPaged: false,
    ttlMs: 10 * second,
  },
  {
    uri: 'spotify://profile',
    name: 'profile',
    title: 'Whose account',
    description: 'Whose Spotify account this is.',
    tool: 'get_profile',
    input: {},
    isPaged: false,
    ttlMs: 10 * minute,
  },
  {
    uri: 'spotify://playlists',
    name: 'playlists',
    title: 'Playlists',
    description: 'The playlists that the person owns or follows, page by page.',
    tool: 'list_playlists',
    input: { limit: 50 },
    isPaged: true,
    ttlMs: minute,
  },
  {
    uri: 'spotify://library',
    name: 'library',
    title: 'Liked songs',
    description: 'The songs that the person liked, newest first, page by page.',
    tool: 'list_library',
    input: { limit: 50 },
    isPaged: true,
    ttlMs: minute,
  },
  {
    uri: 'spotify://recent',
    name: 'recent',
    title: 'Recently played',
    description: 'What was played last, newest first.',
    tool: 'list_recently_played',
    input: {},
    isPaged: false,
    ttlMs: minute,
  },
];

/** Every family of resources, in the order in which they are offered. */
export const resourceTemplates: readonly ResourceTemplate[] = [
  thing('track', 'A song', 'get_items', { isPaged: false, input: (track) => ({ items: [track], kind: 'track' }) }),
  thing('album', 'An album and its tracks', 'get_album', { input: (album) => ({ album }) }),
  thing('artist', 'An artist and their releases', 'get_artist', { input: (artist) => ({ artist }) }),
  thing('playlist', 'A playlist and what it holds', 'get_playlist', { input: (playlist) => ({ playlist }) }),
  thing('show', 'A podcast and its episodes', 'get_show', { input: (show) => ({ show, kind: 'show' }) }),
  thing('episode', 'An episode of a podcast', 'get_items', {
    isPaged: false,
    input: (episode) => ({ items: [episode], kind: 'episode' }),
  }),
  thing('audiobook', 'An audiobook and its chapters', 'get_show', { input: (show) => ({ show, kind: 'audiobook' }) }),
  thing('chapter', 'A chapter of an audiobook', 'get_items', {
    isPaged: false,
    input: (chapter) => ({ items: [chapter], kind: 'chapter' }),
  }),
  {
    noun: 'library',
    variable: 'shelf',
    isPaged: true,
    choices: shelves,
    name: 'library_shelf',
    title: 'A shelf of the library',
    description: 'What the person saved or follows of one kind.',
    tool: 'list_library',
    input: (kind) => ({ kind }),
    ttlMs: minute,
  },
  {
    noun: 'top',
    variable: 'kind',
    isPaged: true,
    choices: ['tracks', 'artists'],
    name: 'top_items',
    title: 'Most played',
    description: 'The songs or artists that the person plays most.',
    tool: 'list_top_items',
    input: (kind) => ({ kind }),
    ttlMs: 10 * minute,
  },
];

/** The resources and templates whose tools are among these. */
export function resourcesFor(toolNames: readonly string[]): {
  readonly resources: readonly Resource[];
  readonly templates: readonly ResourceTemplate[];
} {
  const isOffered = ({ tool }: { readonly tool: string }): boolean => toolNames.includes(tool);
  return { resources: resources.filter(isOffered), templates: resourceTemplates.filter(isOffered) };
}

function thing(
  noun: string,
  title: string,
  tool: string,
  { isPaged = true, input }: Pick<ResourceTemplate, 'input'> & { readonly isPaged?: boolean },
): ResourceTemplate {
  const description = `${title}, by name, URI or id.`;
  return { noun, variable: noun, name: noun, title, description, tool, input, isPaged, ttlMs: 5 * minute };
}
