/** Writes the objects of a plan as a provisioning file, for a Vigie whose configuration lies in files. */
import path from 'node:path';
import { stringify } from 'yaml';
import { done, importFailure } from '#contract/importing/failures';
import type { ImportResult } from '#contract/importing/failures';
import { IMPORTED_KINDS } from '#contract/importing/plan';
import type { ImportPlan, ImportedBody, ImportedKind } from '#contract/importing/plan';
import { hashOf, stableJson } from '../snapshot/files.ts';
import { writeMapFile } from '../snapshot/map-file.ts';
import type { MapFile } from '../snapshot/map-file.ts';
import type { AppliedCounts } from './applied.ts';
import type { ImportContext } from '../steps/context.ts';
import type { VigieClient } from './client.ts';

/** One file for each kind, since the sidecar reads files of up to 2 MiB. */
export async function writeProvisioning(
  { world, settings, folder }: ImportContext,
  vigie: VigieClient,
  target: string,
  plan: ImportPlan,
  map: MapFile,
): Promise<ImportResult<AppliedCounts>> {
  const people = await vigie.users();
  if (!people.ok) {
    return people;
  }
  const known = new Set(people.value.map(({ login }) => `users ${login}`));
  const counts: AppliedCounts = { made: 0, changed: 0, same: 0 };
  for (const [i, kind] of IMPORTED_KINDS.entries()) {
    // What a file says of a person replaces what they have set themselves, so the people of Vigie are not in files.
    const all = plan.objects[kind] ?? [];
    const bodies = all.filter(
      (body) => !known.has(keyOf(kind, body)) || map.applied[keyOf(kind, body)]?.version === null,
    );
    counts.same += all.length - bodies.length;
    const file = path.join(
      target,
      `${60 + i}-${plan.source}-${kind.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}.yaml`,
    );
    const text = bodies.length === 0 ? null : fileOf(plan, kind, bodies);
    const before = await world.readFile(file);
    if (text === null || before === text) {
      counts.same += bodies.length;
      continue;
    }
    const key = `file ${file}`;
    if (before !== null && map.applied[key]?.hash !== hashOf(before) && !settings.yes) {
      return importFailure('vigie-conflict', { what: file });
    }
    if (!(await world.writeFile(file, text))) {
      return importFailure('folder-unwritable', { folder: target, detail: file });
    }
    map.applied[key] = { hash: hashOf(text), version: null };
    bodies.forEach((body) => (map.applied[keyOf(kind, body)] = { hash: hashOf(stableJson(body)), version: null }));
    const kept = await writeMapFile(folder, map);
    if (!kept.ok) {
      return kept;
    }
    world.progress(`wrote ${file}`);
    counts[before === null ? 'made' : 'changed'] += bodies.length;
  }
  return done(counts);
}

function keyOf(kind: ImportedKind, body: ImportedBody): string {
  return `${kind} ${String(body['id'] ?? body['login'])}`;
}

function fileOf({ source, from }: ImportPlan, kind: string, bodies: readonly object[]): string {
  const head = `# Imported from ${source}, as it was on ${from.slice(0, 10)}. Tokens are secrets: only the sidecar should read this file.\n`;
  return head + stringify({ apiVersion: 1, [kind]: escaped(bodies) }, { lineWidth: 120 });
}

/** In provisioning files `$NAME` is a variable, and `$$` is a dollar sign. */
function escaped(value: unknown): unknown {
  if (typeof value === 'string') {
    return value.replaceAll('$', '$$$$');
  }
  if (Array.isArray(value)) {
    return value.map(escaped);
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, escaped(one)]))
    : value;
}
