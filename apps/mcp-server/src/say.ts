/** Says one line to whoever started the program, on standard error: standard output carries the protocol. */
export function say(line: string): void {
  // One line, whatever a client put into its request.
  process.stderr.write(`tonearm-mcp: ${line.replaceAll(/\p{Cc}+/gu, ' ')}\n`);
}
