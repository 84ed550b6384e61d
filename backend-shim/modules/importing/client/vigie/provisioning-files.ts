/** Writes the objects of a plan as a provisioning file, for a Vigie whose configuration lies in files. */
import path from 'node:path';
import { stringify } from 'yaml';
import { done, importFailure } from '#modules/importing/contract/failures';
import type { ImportResult } from '#modules/importing/contract/failures';
import { IMPORTED_KINDS } from '#modules/importing/contract/plan';
import type { ImportPlan, ImportedBody, ImportedKind } from '#modules/importing/contract/plan';
import { hashOf, stableJson } from '../snapshot/files.ts';
import { writeMapFile } from '../snapshot/map-file.ts';
import type { MapFile } from '../snapshot/map-file.ts';
import type { ImportContext } from '../steps/context.ts';
import { nothingApplied } from './applied.ts';
import type { AppliedCounts } from './applied.ts';
import { idOf } from './hold.ts';
import type { SaveParts } from './save.ts';

/** One file for each kind, since the sidecar reads files of up to 2 MiB. */
export async function writeProvisioning(parts: SaveParts, target: string): Promise<ImportResult<AppliedCounts>> {
  const { context, vigie, map, held } = parts;
  const { plan } = held;
  const people = await vigie.users();
  if (!people.ok) {
    return people;
  }
  const known = new Set(people.value.map(({ login }) => `users ${login}`));
  const counts = nothingApplied();
  for (const [i, kind] of IMPORTED_KINDS.entries()) {
    // What a file says of a person replaces what they have set themselves, so the people of Vigie are not in files.
    const all = plan.objects[kind] ?? [];
    const stated = await bodiesToState(parts, kind, known, counts);
    if (!stated.ok) {
      return stated;
    }
    const bodies = stated.value;
    counts.same += all.length - bodies.length;
    const file = path.join(
      target,
      `${60 + i}-${plan.source}-${kind.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}.yaml`,
    );
    const wrote = await writeKind(context, map, { file, kind, bodies, plan });
    if (!wrote.ok) {
      return wrote;
    }
    counts[wrote.value] += bodies.length;
  }
  counts.silent.push(...held.silent());
  return done(counts);
}

/** Bodies as files state them: what is new is in shadow by its team, what pages in Vigie goes on paging. */
async function bodiesToState(
  { vigie, map, held }: SaveParts,
  kind: ImportedKind,
  known: ReadonlySet<string>,
  counts: AppliedCounts,
): Promise<ImportResult<ImportedBody[]>> {
  const bodies: ImportedBody[] = [];
  for (const body of held.plan.objects[kind] ?? []) {
    const key = keyOf(kind, body);
    if (known.has(key) && map.applied[key]?.version !== null) {
      continue;
    }
    const found = kind === 'users' ? done(null) : await vigie.find(kind, idOf(body));
    if (!found.ok) {
      return found;
    }
    const next =
      found.value === null
        ? { body: held.fresh(kind, body), keepsTeam: false }
        : held.replacing(kind, body, found.value);
    const isUnread = found.value !== null && held.plan.unread?.includes(key) === true;
    bodies.push(isUnread && found.value !== null ? found.value.body : next.body);
    counts.kept.push(...(next.keepsTeam || isUnread ? [key] : []));
  }
  return done(bodies);
}

interface KindFile {
  file: string;
  kind: ImportedKind;
  bodies: readonly ImportedBody[];
  plan: ImportPlan;
}

async function writeKind(
  { world, settings, folder }: ImportContext,
  map: MapFile,
  { file, kind, bodies, plan }: KindFile,
): Promise<ImportResult<'made' | 'changed' | 'same'>> {
  const text = bodies.length === 0 ? null : fileOf(plan, kind, bodies);
  const before = await world.readFile(file);
  if (text === null || before === text) {
    return done('same');
  }
  const key = `file ${file}`;
  if (before !== null && map.applied[key]?.hash !== hashOf(before) && !settings.yes) {
    return importFailure('vigie-conflict', { what: file });
  }
  if (!(await world.writeFile(file, text))) {
    return importFailure('folder-unwritable', { folder: path.dirname(file), detail: file });
  }
  map.applied[key] = { hash: hashOf(text), version: null };
  bodies.forEach((body) => (map.applied[keyOf(kind, body)] = { hash: hashOf(stableJson(body)), version: null }));
  const kept = await writeMapFile(folder, map);
  if (!kept.ok) {
    return kept;
  }
  world.progress(`wrote ${file}`);
  return done(before === null ? 'made' : 'changed');
}

function keyOf(kind: ImportedKind, body: ImportedBody): string {
  return `${kind} ${idOf(body)}`;
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
