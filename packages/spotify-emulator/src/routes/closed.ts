import { forbidden, Problem } from '../http/problem.js';
import { anyone, type Route } from '../http/route.js';

/** Removed for Development Mode apps in February 2026; apps in extended quota mode still have them. */
const removedIn2026 = `
GET /albums get-multiple-albums
GET /artists get-multiple-artists
GET /artists/{id}/top-tracks get-an-artists-top-tracks
GET /shows get-multiple-shows
GET /episodes get-multiple-episodes
GET /audiobooks get-multiple-audiobooks
PUT /me/audiobooks save-audiobooks-user
DELETE /me/audiobooks remove-audiobooks-user
GET /me/audiobooks/contains check-users-saved-audiobooks
GET /chapters get-several-chapters
GET /tracks get-several-tracks
GET /playlists/{playlist_id}/tracks get-playlists-tracks
POST /playlists/{playlist_id}/tracks add-tracks-to-playlist
PUT /playlists/{playlist_id}/tracks reorder-or-replace-playlists-tracks
DELETE /playlists/{playlist_id}/tracks remove-tracks-playlist
PUT /me/albums save-albums-user
DELETE /me/albums remove-albums-user
GET /me/albums/contains check-users-saved-albums
PUT /me/tracks save-tracks-user
DELETE /me/tracks remove-tracks-user
GET /me/tracks/contains check-users-saved-tracks
PUT /me/episodes save-episodes-user
DELETE /me/episodes remove-episodes-user
GET /me/episodes/contains check-users-saved-episodes
PUT /me/shows save-shows-user
DELETE /me/shows remove-shows-user
GET /me/shows/contains check-users-saved-shows
GET /users/{user_id} get-users-profile
GET /users/{user_id}/playlists get-list-users-playlists
POST /users/{user_id}/playlists create-playlist-for-user
PUT /playlists/{playlist_id}/followers follow-playlist
DELETE /playlists/{playlist_id}/followers unfollow-playlist
GET /browse/categories get-categories
GET /browse/categories/{category_id} get-a-category
GET /browse/new-releases get-new-releases
PUT /me/following follow-artists-users
DELETE /me/following unfollow-artists-users
GET /me/following/contains check-current-user-follows
GET /playlists/{playlist_id}/followers/contains check-if-user-follows-playlist
GET /markets get-available-markets`;

/** Closed in November 2024, also for new apps in extended quota mode. */
const closedIn2024 = `
GET /artists/{id}/related-artists get-an-artists-related-artists
GET /browse/featured-playlists get-featured-playlists
GET /browse/categories/{category_id}/playlists get-a-categories-playlists
GET /audio-features get-several-audio-features
GET /audio-features/{id} get-audio-features
GET /audio-analysis/{id} get-audio-analysis
GET /recommendations get-recommendations
GET /recommendations/available-genre-seeds get-recommendation-genres`;

/** Operations that exist at Spotify but not for everybody. */
export const closedRoutes: readonly Route[] = [
  ...read(removedIn2026, 'extended', () => new Problem(501, 'The emulator does not have this operation yet')),
  ...read(closedIn2024, 'closed', () => forbidden()),
];

function read(table: string, access: 'extended' | 'closed', refusal: () => Problem): readonly Route[] {
  return table
    .trim()
    .split('\n')
    .map((line) => {
      const [method = '', path = '', operation = ''] = line.split(' ');
      if (!isMethod(method)) throw new TypeError(`'${line}' does not begin with a method.`);
      return anyone({ method, path, operation, access }, () => {
        throw refusal();
      });
    });
}

function isMethod(written: string): written is Route['method'] {
  return ['GET', 'POST', 'PUT', 'DELETE'].includes(written);
}
