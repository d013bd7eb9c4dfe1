/** The part of the package that the journey uses; it brings no types of its own. */
declare module 'spotify-web-api-node' {
  type Call = (...given: unknown[]) => Promise<{ readonly body: unknown }>;

  const SpotifyWebApi: new (options: object) => Readonly<Record<string, Call>>;
  export default SpotifyWebApi;
}
