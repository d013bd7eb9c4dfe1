import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { basename } from 'node:path/posix';
import { MCPConfigRegistry } from '@gleanwork/mcp-config-schema';
import { parse as parseToml } from 'smol-toml';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { root } from '../repository/tree.ts';

// What clients take, as people have written it down who make such settings for all of them; held against the page that
// the program prints.
const book = new MCPConfigRegistry({ serverPackage: '@tonearm/mcp-server' });
type ClientId = Parameters<typeof book.getConfig>[0];

/** Clients that the book does not have. */
const notInTheBook = ['zed'];

interface Recipe {
  /** The sentence above it. */
  readonly how: string;
  readonly language: string;
  readonly text: string;
}

interface Client {
  readonly id: ClientId;
  readonly title: string;
  readonly local: readonly Recipe[];
  readonly overHttp: Recipe | undefined;
}

const page = readFileSync(join(root, 'docs/guide/clients.md'), 'utf8');
const clients = readClients();

function readClients(): readonly Client[] {
  const [starting = '', running = ''] = page.split('\n## Over HTTP\n');
  const sections = starting.split(/\n(?=## )/).slice(1);
  const overHttp = new Map(running.split(/\n(?=### )/).map((part) => [/^### (.*) over HTTP$/m.exec(part)?.[1], part]));
  return sections.map((section) => {
    const title = /^## (.*)$/m.exec(section)?.[1] ?? '';
    const id = /`tonearm-mcp config ([\w-]+)`/.exec(section)?.[1] ?? '';
    return { id: id as ClientId, title, local: recipes(section), overHttp: recipes(overHttp.get(title) ?? '')[0] };
  });
}

function recipes(text: string): readonly Recipe[] {
  const blocks = [...text.matchAll(/^(.+)\n\n```(\w+)\n([\s\S]*?)\n```$/gm)];
  return blocks.map(([, how = '', language = '', code = '']) => ({ how, language, text: code }));
}

const parsers: Readonly<Record<string, (text: string) => unknown>> = {
  json: (text) => JSON.parse(text),
  yaml: (text) => parseYaml(text),
  toml: (text) => parseToml(text),
};

/** What a client reads of a file; undefined for what is no file. */
function read({ language, text }: Recipe): unknown {
  const parser = parsers[language];
  return parser && essential(parser(text));
}

/** Leaves out what clients do not need to be told: what is empty, and how long to wait. */
function essential(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, essential(inner)] as const);
  return Object.fromEntries(entries.filter(([key, inner]) => !isSpare(key, inner)));
}

function isSpare(key: string, value: unknown): boolean {
  // Where there is a command, it follows from that.
  if (key === 'timeout' || (key === 'type' && value === 'stdio')) return true;
  return value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);
}

const local = {
  transport: 'stdio',
  serverName: 'tonearm',
  env: { SPOTIFY_CLIENT_ID: '<your client id>' },
} as const;
const overHttp = {
  transport: 'http',
  serverName: 'tonearm',
  serverUrl: 'http://127.0.0.1:3333/mcp',
  headers: { Authorization: 'Bearer <token>' },
} as const;

test('the page has clients, and only few that the book does not have', () => {
  const ids: readonly string[] = book.getAllConfigs().map(({ id }) => id);
  expect(clients.length).toBeGreaterThan(8);
  expect(clients.map(({ id }) => id).filter((id) => !ids.includes(id))).toEqual(notInTheBook);
});

describe.each(clients.filter(({ id }) => !notInTheBook.includes(id)))('$title', (client) => {
  const builder = book.createBuilder(client.id);

  for (const recipe of client.local.filter((each) => read(each) !== undefined)) {
    test(`reads the ${recipe.language} that starts the server, in the file that is named`, () => {
      expect(read(recipe)).toEqual(essential(builder.buildConfiguration(local)));
      const { linux = '' } = book.getConfig(client.id)?.configPath ?? {};
      expect(recipe.how).toContain(recipe.how.includes('~/') ? linux.replace('$HOME', '~') : basename(linux));
    });
  }

  for (const { text } of client.local.filter(({ language }) => language === 'text')) {
    test('opens a link that says the same', () => {
      expect(decoded(text)).toEqual(decoded(builder.buildOneClickUrl?.(local) ?? ''));
    });
  }

  for (const { text } of client.local.filter(({ language }) => language === 'sh')) {
    test('takes a command that says the same', () => {
      expect(plain(text)).toBe(plain(builder.buildCommand(local) ?? ''));
    });
  }

  test('reads the settings of a server that runs, if it can reach one', () => {
    const { overHttp: recipe } = client;
    // Flags may come before what they are about, or after it.
    const words = (command: string): readonly string[] => plain(command).split(' ').sort();
    if (recipe?.language === 'sh') expect(words(recipe.text)).toEqual(words(builder.buildCommand(overHttp) ?? ''));
    else if (recipe !== undefined) expect(read(recipe)).toEqual(essential(builder.buildConfiguration(overHttp)));
    else expect(book.getStdioOnlyClients().map(({ id }) => id)).toContain(client.id);
  });
});

/** What a link holds, in whatever alphabet it does. */
function decoded(link: string): unknown {
  const [place = '', query = ''] = link.split('?');
  const parameters = new URLSearchParams(query);
  const config = parameters.get('config');
  const text = config === null ? decodeURIComponent(query) : Buffer.from(config, 'base64').toString('utf8');
  return [place, parameters.get('name'), essential(JSON.parse(text))];
}

/** A command without the ways in which the same can be said: short and long flags, quotes, and for whom it is meant. */
function plain(command: string): string {
  return command
    .replaceAll(/ --scope user| --env| -e\b|"type":"stdio",|["']/g, (found) => (/env|-e/.test(found) ? ' -e' : ''))
    .replaceAll(/\s+/g, ' ');
}
