import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { packExtension } from '@anthropic-ai/mcpb/cli';
import { serverFolder } from './facts.ts';
import { mcpbManifest } from './mcpb-manifest.ts';

/** Packs the built server as a bundle. Its tool checks the manifest first; throws when that or anything else is not right. */
export async function makeBundle(file: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tonearm-mcpb-'));
  try {
    writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(mcpbManifest(), undefined, 2)}\n`);
    // The programs only: maps of sources would double it.
    const isNeeded = (source: string): boolean => !source.endsWith('.map');
    cpSync(join(serverFolder, 'dist'), join(folder, 'server'), { recursive: true, filter: isNeeded });
    cpSync(join(serverFolder, 'assets/icon-512.png'), join(folder, 'icon.png'));
    // Node has to be told that they are ES modules.
    writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
    mkdirSync(dirname(file), { recursive: true });
    const isPacked = await packExtension({ extensionPath: folder, outputPath: file, silent: true });
    if (!isPacked) throw new Error('The bundle could not be packed: its manifest is not what mcpb expects.');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
