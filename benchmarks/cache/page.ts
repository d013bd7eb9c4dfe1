/** A page of a playlist as Spotify sends it, of about 43 KB; everything in it is made up. */
export function page(): object {
  const artist = (index: number): object => ({
    external_urls: { spotify: `https://open.spotify.example/artist/${'a'.repeat(20)}${index}` },
    href: `https://api.spotify.example/v1/artists/${'a'.repeat(20)}${index}`,
    id: `${'a'.repeat(20)}${index}`,
    name: `Artist number ${index}`,
    type: 'artist',
    uri: `spotify:artist:${'a'.repeat(20)}${index}`,
  });
  const items = Array.from({ length: 30 }, (_, index) => ({
    added_at: '2026-01-01T00:00:00Z',
    is_local: false,
    item: {
      album: { id: `album${index}`, name: `Album ${index}`, artists: [artist(index)], release_date: '2020-01-01' },
      artists: [artist(index), artist(index + 100)],
      disc_number: 1,
      duration_ms: 200_000 + index,
      explicit: index % 2 === 0,
      id: `${'t'.repeat(20)}${index}`,
      name: `A song with a name of some length, number ${index}`,
      popularity: index,
      track_number: index,
      type: 'track',
      uri: `spotify:track:${'t'.repeat(20)}${index}`,
      preview_url: `https://p.scdn.example/mp3-preview/${'f'.repeat(40)}${index}`,
    },
  }));
  return { href: 'https://api.spotify.example/v1/playlists/p/items', items, limit: 30, offset: 0, total: 30 };
}
