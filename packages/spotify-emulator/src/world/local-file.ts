/** A file of a listener's own, which only they can hear. */
export interface LocalFile {
  readonly artist: string;
  readonly album: string;
  readonly title: string;
  readonly seconds: number;
}

/** The URI that a playlist knows a file by. */
export function localFileUri({ artist, album, title, seconds }: LocalFile): string {
  return `spotify:local:${[artist, album, title].map(encode).join(':')}:${seconds}`;
}

/** The file that a URI speaks of; undefined when it speaks of something else. */
export function parseLocalFile(uri: string): LocalFile | undefined {
  const [scheme, kind, artist = '', album = '', title = '', seconds = ''] = uri.split(':');
  if (scheme !== 'spotify' || kind !== 'local') return undefined;
  return { artist: decode(artist), album: decode(album), title: decode(title), seconds: Number(seconds) };
}

function encode(text: string): string {
  return encodeURIComponent(text).replaceAll('%20', '+');
}

/** A percent sign that leads nowhere is left as it is. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
