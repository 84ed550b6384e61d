/** Makes everything that a release consists of, and reports the parts that it cannot make. */
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildPluginZip } from '../plugin-zip/build.mjs';
import { releaseTime } from '../release-time.mjs';
import { buildSidecar } from '../sidecar/build.mjs';
import { packDeb } from '../sidecar/deb.mjs';
import { packRpm } from '../sidecar/rpm.mjs';
import { must, packageVersion, withTree } from '../sidecar/tree.mjs';
import { billOfMaterials } from './sbom.mjs';

/** What a machine cannot make without Docker, tokens and the identity of a workflow. */
export const ELSEWHERE = [
  'container images for amd64 and arm64: the workflow builds them, since their base image is in a registry',
  "the plugin's signature: `npm run sign` makes it, with GRAFANA_ACCESS_POLICY_TOKEN",
  'provenance and signatures of the files: the workflow makes them, with its own identity',
  'the package of the Helm chart: the workflow makes it, with helm',
];

const EARLIER = /^vigie[-_].*\.(?:zip|deb|rpm|tgz|cdx\.json)$|^SHA256SUMS$/;

/**
 * @param {string} folder what an earlier release left there is removed
 * @param {(text: string) => void} say
 * @returns {Promise<{ made: string[], failed: string[] }>} names of files; what else could not be made, and why
 */
export async function makeRelease(folder, say) {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder).filter((one) => EARLIER.test(one))) rmSync(path.join(folder, name));
  const failed = [];
  const attempt = async (what, make) => {
    say(what);
    try {
      return await make();
    } catch (error) {
      failed.push(`${what}: ${error.message.trim()}`);
      return null;
    }
  };
  const zip = await attempt('the plugin', () => buildPluginZip(folder));
  if (zip === null) return { made: [], failed };
  for (const arch of ['x64', 'arm64']) {
    await attempt(`the packages for ${arch}`, () =>
      withTree({ arch, pluginZip: zip }, async (tree) => {
        await attempt(`the .rpm for ${arch}`, () => packRpm(tree, folder, arch));
        // This package is packed last, since it adds its own files to the tree.
        packDeb(tree, folder, arch);
      }),
    );
  }
  await attempt('the npm package', () => packNpm(folder, zip));
  await attempt('the bill of materials', () => {
    const file = path.join(folder, `vigie_${packageVersion()}.cdx.json`);
    writeFileSync(file, `${JSON.stringify(billOfMaterials(releaseTime()), null, 2)}\n`);
  });
  const made = readdirSync(folder)
    .filter((name) => EARLIER.test(name))
    .sort();
  writeFileSync(path.join(folder, 'SHA256SUMS'), made.map((name) => sumLine(folder, name)).join(''));
  return { made: [...made, 'SHA256SUMS'], failed };
}

async function packNpm(folder, zip) {
  const work = mkdtempSync(path.join(tmpdir(), 'vigie-npm-'));
  try {
    // npm installs the binary of the machine's own kind itself; the tree's own is left out of the package.
    await buildSidecar(path.join(work, 'tree'), process.arch, zip);
    must('npm', ['pack', '--silent', '--pack-destination', work], { cwd: path.join(work, 'tree') });
    const name = readdirSync(work).find((one) => one.endsWith('.tgz'));
    cpSync(path.join(work, name), path.join(folder, name));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** One line in the form that `sha256sum --check` reads. */
function sumLine(folder, name) {
  const hash = createHash('sha256')
    .update(readFileSync(path.join(folder, name)))
    .digest('hex');
  return `${hash}  ${name}\n`;
}
