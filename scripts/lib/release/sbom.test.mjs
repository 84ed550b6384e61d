import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { inRoot } from '../paths.mjs';
import { billOfMaterials } from './sbom.mjs';

const bom = billOfMaterials(new Date('2026-11-27T12:00:00Z'));
const { dependencies } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));

it('names every package that ships, with version, hash and licence, and Node', () => {
  const byName = new Map(bom.components.map((one) => [`${one.name}@${one.version}`, one]));
  for (const [name, version] of Object.entries(dependencies)) {
    expect(byName.get(`${name}@${version}`), name).toMatchObject({
      hashes: [{ alg: 'SHA-512' }],
      licenses: [expect.anything()],
    });
  }
  expect(bom.components.filter(({ name }) => name === 'node')).toHaveLength(1);
  expect(bom.components.filter(({ name }) => /^(?:vitest|typescript|rolldown|@grafana\/.*)$/.test(name))).toEqual([]);
});

it('every reference leads to a component, and every component has one', () => {
  const refs = bom.components.map((one) => one['bom-ref']);
  expect(new Set(refs).size).toBe(refs.length);
  const known = new Set([...refs, bom.metadata.component['bom-ref']]);
  const used = bom.dependencies.flatMap(({ ref, dependsOn }) => [ref, ...dependsOn]);
  expect(used.filter((ref) => !known.has(ref))).toEqual([]);
});

it('is the same for the same lockfile and time', () => {
  expect(billOfMaterials(new Date('2026-11-27T12:00:00Z'))).toEqual(bom);
  expect(billOfMaterials(new Date('2026-11-28T12:00:00Z')).serialNumber).not.toBe(bom.serialNumber);
  expect(bom.serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
