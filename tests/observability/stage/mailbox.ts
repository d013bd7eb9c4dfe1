import { createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** A letter as a mail server gets it. */
export interface Letter {
  /** What the sender signed in with, in the form of AUTH PLAIN. */
  readonly user: string;
  readonly password: string;
  readonly to: string;
  /** Headers and body. */
  readonly text: string;
}

/** A mail server that keeps what it is given. */
export interface Mailbox {
  readonly port: number;
  readonly letters: readonly Letter[];
  close(): void;
}

/** Starts a mail server on the loopback address, as much of one (RFC 5321, RFC 4954) as a sender of alerts needs. */
export async function startMailbox(): Promise<Mailbox> {
  const letters: Letter[] = [];
  const server = createServer((socket) => void receive(socket, letters));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    letters,
    close: () => server.close(),
  };
}

const answers: Readonly<Record<string, string>> = {
  EHLO: '250-here\r\n250 AUTH PLAIN',
  AUTH: '235 welcome',
  DATA: '354 go on',
  QUIT: '221 bye',
};

async function receive(socket: Socket, letters: Letter[]): Promise<void> {
  const say = (line: string): boolean => socket.write(`${line}\r\n`);
  socket.on('error', () => socket.destroy());
  say('220 here');
  let letter = { user: '', password: '', to: '', text: '' };
  let isReading = false;
  for await (const line of createInterface({ input: socket, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (isReading && line !== '.') {
      letter.text += `${line}\n`;
      continue;
    }
    if (isReading) {
      letters.push(letter);
      letter = { ...letter, to: '', text: '' };
      isReading = false;
      say('250 kept');
      continue;
    }
    const [word = ''] = line.toUpperCase().split(' ');
    if (word === 'AUTH') {
      const [, user = '', password = ''] = Buffer.from(line.split(' ')[2] ?? '', 'base64')
        .toString()
        .split('\0');
      letter = { ...letter, user, password };
    }
    if (word === 'RCPT') letter.to = /<(.*)>/.exec(line)?.[1] ?? '';
    isReading = word === 'DATA';
    say(answers[word] ?? '250 well');
    if (word === 'QUIT') socket.end();
  }
}
