/** Where the models differ from the description on purpose, and why. */
export const INTENDED: readonly { readonly because: string; readonly differences: readonly string[] }[] = [
  {
    because: 'It was taken away and given back in 2026: not every answer has it.',
    differences: ['Album.external_ids: optional', 'Track.external_ids: optional'],
  },
  {
    because: 'It is sent only when a market is known.',
    differences: [
      'Album.is_playable: added',
      'Chapter.is_playable: optional',
      'DiscographyAlbum.is_playable: added',
      'Episode.is_playable: optional',
      'SimplifiedAlbum.is_playable: added',
      'SimplifiedChapter.is_playable: optional',
      'SimplifiedEpisode.is_playable: optional',
      'SimplifiedTrack.is_playable: optional',
      'Track.is_playable: optional',
    ],
  },
  {
    because: 'The schema does not say what is always there, and this is not: nothing forbids most tracks.',
    differences: ['SimplifiedTrack.restrictions: optional', 'Track.restrictions: optional'],
  },
  {
    because: 'The schema does not say what is always there, and of these each catalogue and each thing has its own.',
    differences: [
      'ExternalIds.ean: optional',
      'ExternalIds.isrc: optional',
      'ExternalIds.upc: optional',
      'ExternalUrls.spotify: optional',
    ],
  },
  {
    because: 'Development Mode shows the contents of a playlist to its owner and collaborators only.',
    differences: ['Playlist.items: optional', 'SimplifiedPlaylist.items: optional'],
  },
  {
    because: 'The owner of a playlist is a person without it, and a person who set none may lack it too.',
    differences: [
      'PrivateUser.display_name: optional',
      'PrivateUser.images: optional',
      'PublicUser.display_name: optional',
      'PublicUser.images: optional',
    ],
  },
  {
    because: 'It came in May 2026: what was kept before lacks it.',
    differences: ['PrivateUser.account_id: optional'],
  },
  {
    because: 'A page that is the last, or the only one, has been seen without it.',
    differences: ['CursorPaging.total: optional', 'Cursors.after: optional', 'Cursors.before: optional'],
  },
  {
    because: 'The pages of a category have no words above them.',
    differences: ['FeaturedPlaylists.message: optional'],
  },
  {
    because: 'A file of a person, and whoever made it, have a name and nothing else.',
    differences: [
      'Album.album_type: can be null',
      'DiscographyAlbum.album_type: can be null',
      'SimplifiedAlbum.album_type: can be null',
      'SimplifiedArtist.href: can be null',
      'SimplifiedArtist.id: can be null',
      'SimplifiedArtist.uri: can be null',
    ],
  },
  {
    because: 'The description says in words that it can be null, and not in its schema.',
    differences: [
      'Playback.context: can be null',
      'Playback.item: can be null',
      'Playback.progress_ms: can be null',
      'PlayHistory.context: can be null',
      'PlaylistItem.added_at: can be null',
      'PlaylistItem.added_by: can be null',
      'Playlist.public: can be null',
      'Queue.currently_playing: can be null',
      'RecommendationSeed.href: can be null',
      'SimplifiedPlaylist.description: can be null',
      'SimplifiedPlaylist.public: can be null',
    ],
  },
  {
    because: 'Spotify has been seen to send null.',
    differences: [
      'CursorPaging.cursors: can be null',
      'CursorPaging.next: can be null',
      'CursorPaging.total: can be null',
      'Cursors.after: can be null',
      'Cursors.before: can be null',
      'FeaturedPlaylists.playlists: is Paging<SimplifiedPlaylist | null>',
      'Paging.total: can be null',
      'PagingReference.total: can be null',
      'Playlist.images: can be null',
      'PlaylistItem.item: can be null',
      'PrivateUser.display_name: can be null',
      'PrivateUser.images: can be null',
      'PublicUser.images: can be null',
      'Show.episodes: is Paging<SimplifiedEpisode | null>',
      'Show.is_externally_hosted: can be null',
      'SimplifiedPlaylist.images: can be null',
      'SimplifiedShow.is_externally_hosted: can be null',
    ],
  },
  {
    because: 'Playlists have one shape in every app mode, whichever Spotify sends.',
    differences: ['Playlist.tracks: left out', 'PlaylistItem.track: left out', 'SimplifiedPlaylist.tracks: left out'],
  },
  {
    because: 'Spotify sends it, and the description does not know it.',
    differences: ['Playback.smart_shuffle: added', 'Playlist.followers: added'],
  },
  {
    because: 'One model stands for a person, also where Spotify names only the owner of a playlist.',
    differences: ['PublicUser.followers: added', 'PublicUser.images: added'],
  },
  {
    because: 'One model stands for pages of everything; the description has a schema for each kind.',
    differences: ['CursorPaging.items: added', 'Paging.items: added'],
  },
  {
    because: 'A playlist can hold files of a person, and a player play them, which are no tracks of Spotify.',
    differences: [
      'Playback.item: is Track | LocalTrack | Episode',
      'PlaylistItem.item: is Track | LocalTrack | Episode',
      'Queue.currently_playing: is Track | LocalTrack | Episode',
      'Queue.queue: holds Track | LocalTrack | Episode',
    ],
  },
  {
    because: 'Chapters of some audiobooks are sent as episodes.',
    differences: ['Chapter.type: other words', 'SimplifiedChapter.type: other words'],
  },
];

/** Schemas without a model of their own, and why. */
export const WITHOUT_MODEL: readonly { readonly because: string; readonly schemas: RegExp }[] = [
  { because: 'a part of other schemas, with whose fields it is compared', schemas: /Base$/ },
  { because: 'a page, which is one model for all kinds', schemas: /^(CursorPaging|Paging).+Object$/ },
  { because: 'one word, which is open to words that come later', schemas: /RestrictionObject$/ },
  { because: 'a name in an object of its own, written out where it stands', schemas: /^(Author|Narrator)Object$/ },
  { because: 'two flags, written out where they stand', schemas: /^ExplicitContentSettingsObject$/ },
  { because: 'flags by name, open to flags that come later', schemas: /^DisallowsObject$/ },
  { because: 'an error, which becomes one of the classes', schemas: /^ErrorObject$/ },
];
