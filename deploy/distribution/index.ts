export { makeBundle } from './make-bundle.ts';
export { mcpbManifest } from './mcpb-manifest.ts';
export { type ReleasedBundle, serverJson } from './server-json.ts';
