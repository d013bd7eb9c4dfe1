/** Every client, by name: a function that reads an album from the server at `url`. */
export function spotifyClients(url: string): Readonly<Record<string, (id: string) => Promise<unknown>>>;
