/**
 * Makes what the image adds to Debian. The Dockerfile runs this with the packages of `lib/sidecar/builder.mjs` alone.
 */
import { chmodSync, cpSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from './lib/paths.mjs';
import { builtZip } from './lib/plugin-zip/build.mjs';
import { buildSidecar } from './lib/sidecar/build.mjs';
import { nodeFor } from './lib/sidecar/node-binary.mjs';

const [tree, architecture] = process.argv.slice(2);
const arch = { amd64: 'x64', arm64: 'arm64' }[architecture];
if (arch === undefined) throw new Error(`There is no image for "${architecture}". Give amd64 or arm64.`);

const at = (file) => path.join(tree, file);
await buildSidecar(at('usr/lib/vigie'), arch, builtZip());
cpSync(nodeFor(arch), at('usr/lib/vigie/bin/node'));
cpSync(inRoot('packaging/container/healthcheck.js'), at('usr/lib/vigie/bin/healthcheck.js'));
const documents = {
  'containers.md': inRoot('docs/install/containers.md'),
  'configuration.md': inRoot('docs/configuration.md'),
  copyright: inRoot('LICENSE'),
  'node-LICENSE': path.join(path.dirname(nodeFor(arch)), '../LICENSE'),
};
for (const [name, source] of Object.entries(documents)) cpSync(source, at(`usr/share/doc/vigie/${name}`));
mkdirSync(at('usr/bin'), { recursive: true });
cpSync(inRoot('packaging/container/vigie'), at('usr/bin/vigie'));
chmodSync(at('usr/bin/vigie'), 0o755);
mkdirSync(at('etc/vigie/provisioning'), { recursive: true });
