// Makes what a release of the server is announced with: node deploy/distribution/main.ts <folder> [address of the release]. Needs a build.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serverFolder } from './facts.ts';
import { makeBundle } from './make-bundle.ts';
import { serverJson } from './server-json.ts';

const [folder, release] = process.argv.slice(2);
if (folder === undefined) {
  // What is committed: everything but the bundle, whose hash only a release has.
  writeFileSync(join(serverFolder, 'server.json'), text(serverJson()));
} else {
  const bundle = join(folder, 'tonearm.mcpb');
  await makeBundle(bundle);
  const sha256 = createHash('sha256').update(readFileSync(bundle)).digest('hex');
  const released = release === undefined ? undefined : { url: `${release}/tonearm.mcpb`, sha256 };
  writeFileSync(join(folder, 'server.json'), text(serverJson(released)));
}

/** As the formatter of this repository writes it: what fits on a line stands on one. */
function text(value: object): string {
  const lines = JSON.stringify(value, undefined, 2);
  return `${lines.replaceAll(/\[\s+("[^"\n]*")\s+\]/g, '[$1]')}\n`;
}
