import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { variables } from '@tonearm/tools/runtime';
import { DCLinter } from 'dclint';
import { expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { root } from '../repository/tree.ts';

// Docker is not needed to see that a file means what it should: Compose's own schema takes it, and so do ours, which is
// narrower: what we use of it, images of a version that is named, ports of this machine only.
const words = z.array(z.string()).min(1);
const names = z.record(z.string(), z.unknown().nullable());
const service = z
  .strictObject({
    image: z
      .string()
      .regex(/^[a-z/-]+:v?\d[\w.-]*$/)
      .optional(),
    build: z.strictObject({ context: z.string(), dockerfile: z.string(), target: z.string() }).optional(),
    command: words.optional(),
    environment: z.record(z.string().regex(/^[A-Z_]+$/), z.string()).optional(),
    configs: z.array(z.strictObject({ source: z.string(), target: z.string().startsWith('/') })).optional(),
    volumes: z.array(z.string().regex(/^[./\w-]+:\/[\w./-]+(:ro)?$/)).optional(),
    ports: z.array(z.string().regex(/^127\.0\.0\.1:\d+:\d+$/)).optional(),
    depends_on: words.optional(),
    restart: z.enum(['unless-stopped', 'always', 'on-failure']).optional(),
  })
  .refine(({ image, build }) => (image === undefined) !== (build === undefined), 'either an image or a build');
const composeFile = z.strictObject({
  name: z.string(),
  services: z.record(z.string().regex(/^[a-z][a-z-]*$/), service),
  configs: z.record(z.string(), z.strictObject({ content: z.string() })),
  volumes: names,
  'x-http-token': z.string(),
});

const file = parse(readFileSync(join(root, 'deploy/compose/compose.yaml'), 'utf8'));
const dockerfile = readFileSync(join(root, 'deploy/docker/Dockerfile'), 'utf8');

/** What is used of what the linter says; its own types do not resolve in a module. */
interface LintedFile {
  readonly messages: readonly { readonly type: string; readonly rule: string }[];
}

/** What is wrong with a file by the schema of the Compose specification. */
function errorsIn(path: string): readonly string[] {
  const linter = new DCLinter({ rules: {}, quiet: true, debug: false, exclude: [] });
  const results: readonly LintedFile[] = linter.lintFiles([path], false);
  const messages = results.flatMap((each) => each.messages);
  return messages.filter(({ type }) => type === 'error').map(({ rule }) => rule);
}

test('is a file that Compose takes', () => {
  const path = join(root, 'deploy/compose/compose.yaml');
  const folder = mkdtempSync(join(tmpdir(), 'tonearm-compose-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const broken = join(folder, 'compose.yaml');
  const text = readFileSync(path, 'utf8');
  writeFileSync(broken, text.replace('restart:', 'restarts:'));
  expect(errorsIn(broken)).toContain('invalid-schema');
  expect(errorsIn(path)).toEqual([]);
});

test('uses what we know of it, and images of a version that is named', () => {
  expect(composeFile.safeParse(file).error).toBeUndefined();
});

test('speaks only of services, configurations and volumes that it declares, and of none in a circle', () => {
  const { services, configs, volumes } = composeFile.parse(file);
  const started = new Set<string>();
  for (let before = -1; before < started.size; ) {
    before = started.size;
    for (const [name, { depends_on = [] }] of Object.entries(services)) {
      if (depends_on.every((each) => started.has(each))) started.add(name);
    }
  }
  expect([...started].sort()).toEqual(Object.keys(services).sort());
  for (const { configs: used = [], volumes: mounted = [] } of Object.values(services)) {
    for (const { source } of used) expect(Object.keys(configs)).toContain(source);
    for (const volume of mounted) {
      const [source = ''] = volume.split(':');
      if (!source.startsWith('.')) expect(Object.keys(volumes)).toContain(source);
    }
  }
});

test('publishes a port of a built image only where the image exposes it, and names other services by theirs', () => {
  const { services } = composeFile.parse(file);
  const exposed = new Map(
    [...dockerfile.matchAll(/ AS (\S+)\n(?:(?!FROM)[\s\S])*?EXPOSE (\d+)/g)].map(([, target, port]) => [target, port]),
  );
  const portOf = (name: string): string | undefined => exposed.get(services[name]?.build?.target);
  for (const { build, ports = [] } of Object.values(services)) {
    if (build === undefined) continue;
    for (const port of ports) expect(port.split(':')[2]).toBe(exposed.get(build.target));
  }
  const addresses = Object.values(services).flatMap(({ environment = {}, command = [] }) =>
    [...Object.values(environment), ...command].flatMap((text) => [...text.matchAll(/:\/\/([a-z-]+):(\d+)/g)]),
  );
  expect(addresses.length).toBeGreaterThan(3);
  for (const [, host = '', port] of addresses) {
    expect(Object.keys(services)).toContain(host);
    if (portOf(host) !== undefined) expect(port).toBe(portOf(host));
  }
});

test('sets only what Tonearm reads', () => {
  const known = Object.values(variables).map(({ name }) => name);
  const { services } = composeFile.parse(file);
  const ofTonearm = Object.values(services).flatMap(({ environment = {} }) => Object.keys(environment));
  const ofImages = [...dockerfile.matchAll(/^ENV (.+)$/gm)].flatMap(([, pairs = '']) => pairs.split(' '));
  const set = [...ofTonearm, ...ofImages].flatMap((pair) => /^((?:TONEARM|SPOTIFY)_\w+)/.exec(pair)?.[1] ?? []);
  expect(set.length).toBeGreaterThan(5);
  for (const name of set) expect(known).toContain(name);
});

/** The file of this repository that stands at a path in the container of a service; undefined where nothing is mounted. */
function mountedAt(service: string, path: string): string | undefined {
  const { volumes = [] } = composeFile.parse(file).services[service] ?? {};
  for (const volume of volumes) {
    const [source = '', target = ''] = volume.split(':');
    if (!source.startsWith('.') || !`${path}/`.startsWith(`${target}/`)) continue;
    return join(root, 'deploy/compose', source, path.slice(target.length));
  }
  return undefined;
}

const provisioned = (path: string) => parse(readFileSync(join(root, 'deploy/observability', path), 'utf8'));

test('lays every file where the program of the container looks for it', () => {
  const [{ options }] = provisioned('grafana/provisioning/dashboards/tonearm.yml').providers;
  const { services } = composeFile.parse(file);
  const looked = [
    ...['prometheus', 'alertmanager'].flatMap((service) =>
      (services[service]?.command ?? []).flatMap((word) => {
        const path = /^--config\.file=(.+)$/.exec(word)?.[1];
        return path === undefined ? [] : [[service, path]];
      }),
    ),
    ...provisioned('prometheus/prometheus.yml').rule_files.map((path: string) => [
      ...['prometheus', `/etc/prometheus/${path.replace('/*.yml', '/tonearm.yml')}`],
    ]),
    ['visitor', services.visitor?.command?.[1] ?? ''],
    ['grafana', '/etc/grafana/provisioning/datasources/prometheus.yml'],
    ['grafana', `${options.path}/tonearm-cache.json`],
    ['grafana', services.grafana?.environment?.GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH ?? ''],
  ];
  expect(looked).toHaveLength(7);
  for (const [service = '', path = ''] of looked) {
    const place = mountedAt(service, path);
    expect(place !== undefined && existsSync(place), `${service}: ${path}`).toBe(true);
  }
  // Secrets are not committed, but there is a place for each of them.
  const secret = JSON.stringify(provisioned('alertmanager/alertmanager.yml')).match(/\/run\/secrets\/\w+/g) ?? [];
  expect(secret.length).toBeGreaterThan(3);
  for (const path of secret) expect(mountedAt('alertmanager', path)).toContain('/deploy/compose/secrets/');
});
