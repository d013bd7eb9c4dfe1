import type { CallOptions } from './call.js';
import { InvalidParameterError } from './errors.js';
import type { SpotifyClient } from './spotify-client.js';

/** A JPEG: its bytes, a file, or the bytes as base64 text. */
export type CoverImage = Uint8Array | ArrayBuffer | Blob | string;

// Base64 turns three bytes into four characters, of which Spotify takes 262,144.
const mostBytes = 196_608;
// So many that a call with a byte for each argument is fine everywhere.
const bytesAtATime = 8_190;

/** Uploads a cover for a playlist: a JPEG of at most 192 KiB, which are 256 KiB on the way. Anything else is refused before it is sent. */
export async function uploadPlaylistCover(
  spotify: SpotifyClient,
  { playlist_id, image }: { readonly playlist_id: string; readonly image: CoverImage },
  options: CallOptions = {},
): Promise<void> {
  const text = typeof image === 'string' ? image : toBase64(checkJpeg(await bytesOf(image)));
  await spotify.playlists.uploadCover({ playlist_id, image: text }, options);
}

/** The bytes, if they begin as those of a JPEG do. */
function checkJpeg(bytes: Uint8Array): Uint8Array {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return bytes;
  throw new InvalidParameterError('The parameter image is no JPEG.', {
    parameter: 'image',
    endpoint: 'playlists.uploadCover',
    hint: 'Convert the picture first: Spotify takes no other kind.',
  });
}

async function bytesOf(image: Exclude<CoverImage, string>): Promise<Uint8Array> {
  if (!(image instanceof Blob || image instanceof ArrayBuffer || image instanceof Uint8Array)) {
    throw new InvalidParameterError('The parameter image must be a JPEG.', {
      parameter: 'image',
      endpoint: 'playlists.uploadCover',
      hint: 'Give its bytes, a file, or the bytes as base64 text.',
    });
  }
  const size = image instanceof Blob ? image.size : image.byteLength;
  if (size > mostBytes) {
    throw new InvalidParameterError(`The parameter image must be at most ${mostBytes} bytes long, and is ${size}.`, {
      parameter: 'image',
      endpoint: 'playlists.uploadCover',
      hint: 'Make the picture smaller, or compress it more.',
    });
  }
  if (image instanceof Blob) return new Uint8Array(await image.arrayBuffer());
  return image instanceof ArrayBuffer ? new Uint8Array(image) : image;
}

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += bytesAtATime) {
    text += btoa(String.fromCharCode(...bytes.subarray(start, start + bytesAtATime)));
  }
  return text;
}
