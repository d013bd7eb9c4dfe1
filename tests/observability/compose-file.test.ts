import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { root } from '../repository/tree.ts';

// Docker is not needed to see that a file means what it should: every key is one that Compose knows and that we use.
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

test('has only keys that Compose knows, and images of a version that is named', () => {
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
