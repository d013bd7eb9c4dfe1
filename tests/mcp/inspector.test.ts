import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSpotifyEmulator } from '@tonearm/spotify-emulator';
import { tools } from '@tonearm/tools';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  emulatorEnvironment,
  type HttpServerProcess,
  serverScript,
  startHttpServer,
} from '../journeys/mcp-server-process.ts';
import { extendedCases, localCases, toolCases } from './everything/cases/tools.ts';
import { freshRequests, type Profile, type ToolRoute } from './everything/routes.ts';
import { sceneOf } from './everything/tool-case.ts';
import { inspect, type LoadedInspector, loadInspector } from './inspector/inspector.ts';

// It starts processes: a busy machine may take its time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let home: string;
let inspector: LoadedInspector;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'tonearm-inspector-'));
  inspector = loadInspector(home);
});
afterAll(async () => {
  inspector.close();
  await rm(home, { recursive: true, force: true });
});

/** What `--strict` may warn of, and why that is right. */
const justified: Readonly<Record<string, { readonly where: RegExp; readonly why: string }>> = {
  'untyped-schema': {
    // A field of an entry of an answer.
    where: /^properties\.\w+(\.items)?\.properties\.\w+(\.items)?$/,
    why: 'The list names the fields of entries and leaves their types to the answers: saying them costs every conversation a tenth of the list, and no client sends the schema of an answer to a model provider.',
  },
};

describe('`--strict` over', () => {
  let server: HttpServerProcess;
  beforeAll(async () => {
    server = await startHttpServer({ TONEARM_BACKEND: 'emulator', TONEARM_TOOLSETS: 'all' });
  });
  afterAll(() => server.stop('SIGKILL'));
  const targets = {
    stdio: () => ['-e', 'TONEARM_BACKEND=emulator', '-e', 'TONEARM_TOOLSETS=all', process.execPath, serverScript],
    http: () => [server.url.href, '--transport', 'http'],
  };

  test.each([
    ['stdio', 'legacy'],
    ['stdio', 'modern'],
    ['http', 'legacy'],
    ['http', 'modern'],
  ] as const)('%s, in the %s era, finds every tool usable by every client', async (transport, era) => {
    const words = [...targets[transport](), '--method', 'tools/list', '--strict', '--protocol-era', era];
    const { code, envelope, errors } = await inspect(home, words);
    expect(code, errors).toBe(0);
    const { result, schemaFindings } = envelope;
    expect(Object(result).tools.map(nameOf)).toEqual(tools.map(nameOf));
    const findings = (schemaFindings as readonly { findings: readonly Finding[] }[]).flatMap((each) => each.findings);
    const unjustified = findings.filter(
      ({ rule, schema, path }) => schema !== 'outputSchema' || justified[rule]?.where.test(path) !== true,
    );
    expect(unjustified.map(({ rule, schema, path }) => `${rule} in ${schema} at ${path}`)).toEqual([]);
    // What is no longer warned of needs no justification.
    expect(new Set(findings.map(({ rule }) => rule))).toEqual(new Set(Object.keys(justified)));
  });
});

interface Finding {
  readonly rule: string;
  readonly schema: string;
  readonly path: string;
}

interface InspectorRoute extends ToolRoute {
  readonly url: string;
  close(): Promise<void>;
}

const nameOf = ({ name }: { readonly name: string }): string => name;

describe('calls', () => {
  const routes: InspectorRoute[] = [];
  beforeAll(async () => {
    routes.push(...(await Promise.all((['development', 'extended'] as const).map(openRoute))));
  });
  afterAll(async () => {
    await Promise.all(routes.map((route) => route.close()));
  });

  /** A server with an emulator of its own, called through the Inspector. */
  async function openRoute(profile: Profile): Promise<InspectorRoute> {
    const emulator = createSpotifyEmulator({ profile });
    const listening = await emulator.listen();
    const environment = {
      ...emulatorEnvironment(listening.url),
      TONEARM_TOOLSETS: 'all',
      TONEARM_APP_MODE: 'extended',
    };
    const server = await startHttpServer({ ...environment, TONEARM_LOG_LEVEL: 'silent' });
    return {
      url: server.url.href,
      emulator,
      listener: emulator.world.user('listener'),
      client: {
        async callTool(name, input) {
          const call = ['--method', 'tools/call', '--tool-name', name, '--tool-args-json', JSON.stringify(input)];
          const words = [server.url.href, '--transport', 'http', '--protocol-era', 'modern', ...call];
          const { code, envelope, errors } = await inspector.run(words);
          expect([0, 5], errors).toContain(code);
          return Object(envelope.result);
        },
      },
      sent: freshRequests(emulator),
      async close() {
        await server.stop('SIGKILL');
        await listening.close();
      },
    };
  }

  const everyCase = { ...toolCases, ...extendedCases, ...localCases };
  test.each(tools.map(nameOf))('%s, with an answer that fits its schema', async (name) => {
    const [development, extended] = routes;
    const route = (name in extendedCases ? extended : development) ?? expect.unreachable('there is no route');
    route.sent();
    await everyCase[name]?.(sceneOf(name, route));
  });

  test('what fails, with its own exit code', async () => {
    const { code, envelope } = await inspect(home, [
      ...[routes[0]?.url ?? '', '--transport', 'http', '--method', 'tools/call', '--tool-name', 'get_album'],
      ...['--tool-args-json', '{"album":"zzyzx zzyzx"}'],
    ]);
    expect([code, envelope.result]).toEqual([5, expect.objectContaining({ isError: true })]);
  });
});
