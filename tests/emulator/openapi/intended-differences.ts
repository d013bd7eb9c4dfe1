import type { Profile } from '@tonearm/spotify-emulator';

/** Where the emulator answers otherwise than the description says, and why. A test holds this list against what it answers. */
export interface IntendedDifference {
  readonly why: string;
  readonly differences: readonly string[];
}

const everywhere: readonly IntendedDifference[] = [
  {
    why: 'Said only of what is restricted or relinked in the market of the caller.',
    differences: [
      'AlbumObject lacks restrictions',
      'ArtistDiscographyAlbumObject lacks restrictions',
      'ChapterBase lacks restrictions',
      'ChapterObject lacks restrictions',
      'EpisodeBase lacks restrictions',
      'EpisodeObject lacks restrictions',
      'SimplifiedAlbumObject lacks restrictions',
      'SimplifiedTrackObject lacks restrictions',
      'TrackObject lacks restrictions',
    ],
  },
  {
    why: 'Said only to callers who name a market to judge by.',
    differences: ['SimplifiedTrackObject lacks is_playable', 'TrackObject lacks is_playable'],
  },
  {
    why: 'An album has a UPC and a recording an ISRC; nothing has all three.',
    differences: ['ExternalIdObject lacks ean', 'ExternalIdObject lacks isrc', 'ExternalIdObject lacks upc'],
  },
  {
    why: 'The description leaves out one level: Spotify answers actions.disallows, and only what is disallowed.',
    differences: [
      'DisallowsObject also has disallows',
      'DisallowsObject lacks interrupting_playback',
      'DisallowsObject lacks pausing',
      'DisallowsObject lacks resuming',
      'DisallowsObject lacks seeking',
      'DisallowsObject lacks skipping_next',
      'DisallowsObject lacks skipping_prev',
      'DisallowsObject lacks toggling_repeat_context',
      'DisallowsObject lacks toggling_repeat_track',
      'DisallowsObject lacks toggling_shuffle',
      'DisallowsObject lacks transferring_playback',
    ],
  },
  {
    why: 'Spotify answers these without describing them.',
    differences: [
      'CurrentlyPlayingContextObject also has smart_shuffle',
      'PlaylistObject also has primary_color',
      'PlaylistTrackObject also has primary_color',
      'PlaylistTrackObject also has video_thumbnail',
      'SimplifiedPlaylistObject also has primary_color',
    ],
  },
  {
    why: 'What stands in a playlist says of itself whether it is a track or an episode.',
    differences: [
      'EpisodeObject also has episode',
      'EpisodeObject also has track',
      'TrackObject also has episode',
      'TrackObject also has track',
    ],
  },
  {
    why: 'Followed artists can only be paged forwards, and nobody counts what was ever played.',
    differences: ['CursorObject lacks before', 'CursorPagingPlayHistoryObject lacks total'],
  },
];

/** Of apps that are older than the changes of 2026. */
const older: readonly IntendedDifference[] = [
  {
    why: 'Older apps get the older shape of a playlist, those of Development Mode today the newer; nobody gets both.',
    differences: [
      'PlaylistObject lacks items',
      'PlaylistTrackObject lacks item',
      'SimplifiedPlaylistObject lacks items',
    ],
  },
  {
    why: 'Said only of a track that takes the place of another one.',
    differences: ['SimplifiedTrackObject lacks linked_from', 'TrackObject lacks linked_from'],
  },
];

/** By profile: those of older apps are held against the whole description, that of today's against it less the removed fields. */
export const intendedDifferences: Readonly<Record<Profile, readonly IntendedDifference[]>> = {
  extended: [...everywhere, ...older],
  'development-legacy': [...everywhere, ...older],
  development: [
    ...everywhere,
    {
      why: 'Older apps get the older shape of a playlist, those of Development Mode today the newer; nobody gets both.',
      differences: [
        'PlaylistObject lacks tracks',
        'PlaylistTrackObject lacks track',
        'SimplifiedPlaylistObject lacks tracks',
      ],
    },
    {
      why: 'The contents of playlists of other people are not shown, not even their number.',
      differences: ['SimplifiedPlaylistObject lacks items'],
    },
  ],
};
