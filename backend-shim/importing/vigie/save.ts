/** Saves the objects of a plan through Vigie's API, one after the other, remembering each before the next. */
import { done, importFailure } from '#contract/importing/failures';
import type { ImportResult } from '#contract/importing/failures';
import { IMPORTED_KINDS } from '#contract/importing/plan';
import type { ImportedBody, ImportedKind, ImportPlan } from '#contract/importing/plan';
import { hashOf, stableJson } from '../snapshot/files.ts';
import { writeMapFile } from '../snapshot/map-file.ts';
import type { MapFile } from '../snapshot/map-file.ts';
import type { AppliedCounts } from './applied.ts';
import type { ImportContext } from '../steps/context.ts';
import type { SavedObject, VigieClient } from './client.ts';

type Outcome = keyof AppliedCounts;

export async function saveInVigie(
  context: ImportContext,
  vigie: VigieClient,
  plan: ImportPlan,
  map: MapFile,
): Promise<ImportResult<AppliedCounts>> {
  const counts: AppliedCounts = { made: 0, changed: 0, same: 0 };
  for (const kind of IMPORTED_KINDS) {
    const bodies = plan.objects[kind] ?? [];
    for (const [i, body] of bodies.entries()) {
      context.world.progress(`applying ${kind} ${i + 1} of ${bodies.length}`);
      const saved = await saveOne(context, vigie, map, kind, body);
      if (!saved.ok) {
        return saved;
      }
      counts[saved.value]++;
    }
  }
  return done(counts);
}

async function saveOne(
  { settings, folder }: ImportContext,
  vigie: VigieClient,
  map: MapFile,
  kind: ImportedKind,
  body: ImportedBody,
): Promise<ImportResult<Outcome>> {
  const id = String(body['id'] ?? body['login']);
  const key = `${kind} ${id}`;
  const hash = hashOf(stableJson(body));
  const found = await vigie.find(kind, id);
  if (!found.ok) {
    return found;
  }
  const before = Object.hasOwn(map.applied, key) ? map.applied[key] : undefined;
  const next = bodyFor(kind, body, found.value, before !== undefined);
  if (next === null || (before?.hash === hash && before.version === found.value?.version)) {
    return done('same');
  }
  const isOurs = before !== undefined && (before.version === null || before.version === found.value?.version);
  // A person whom Vigie knows gets the methods that they lack; any other object of the same id is somebody else's.
  const isFree = found.value === null || isOurs || (kind === 'users' && before === undefined);
  if (!isFree && !settings.yes) {
    return importFailure('vigie-conflict', { what: key });
  }
  map.applied[key] = { hash, version: null };
  const noted = await writeMapFile(folder, map);
  if (!noted.ok) {
    return noted;
  }
  const version =
    found.value === null ? await vigie.create(kind, next) : await vigie.replace(kind, id, next, found.value.version);
  if (!version.ok) {
    return version;
  }
  map.applied[key] = { hash, version: version.value };
  const kept = await writeMapFile(folder, map);
  return kept.ok ? done(found.value === null ? 'made' : 'changed') : kept;
}

/** @returns null: Vigie's own object stays as it is */
function bodyFor(
  kind: ImportedKind,
  body: ImportedBody,
  saved: SavedObject | null,
  wasApplied: boolean,
): ImportedBody | null {
  if (kind !== 'users' || saved === null || wasApplied) {
    return body;
  }
  const hasMethods = ((saved.body['contactMethods'] ?? []) as unknown[]).length > 0;
  const { contactMethods = null, notificationRules = null } = body;
  return hasMethods || contactMethods === null || saved.isFromFile
    ? null
    : { ...saved.body, contactMethods, notificationRules };
}
