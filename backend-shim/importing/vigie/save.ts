/** Saves the objects of a plan through Vigie's API, one after the other, remembering each before the next. */
import { done, importFailure } from '#contract/importing/failures';
import type { ImportResult } from '#contract/importing/failures';
import { IMPORTED_KINDS } from '#contract/importing/plan';
import type { ImportedBody, ImportedKind, ImportPlan } from '#contract/importing/plan';
import { PUSH } from '#contract/people/push';
import { withMailBesides } from '../people/mail-besides.ts';
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
  const isOurs = before !== undefined && (before.version === null || before.version === found.value?.version);
  const next = found.value === null ? body : bodyFor(kind, body, found.value, isOurs);
  const isSent = before?.hash === hash && before.version !== null && found.value !== null;
  // The same again is nothing new, whatever somebody has made of it in Vigie; only --yes puts it back, and never people.
  if (next === null || (isSent && (isOurs || kind === 'users' || !settings.yes))) {
    return done('same');
  }
  const isFree = found.value === null || isOurs || kind === 'users';
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

/** @returns null: the object stays as it is */
function bodyFor(kind: ImportedKind, body: ImportedBody, saved: SavedObject, isOurs: boolean): ImportedBody | null {
  if (kind === 'users') {
    return personFor(body, saved, isOurs);
  }
  // Plans state no shadow. Without it, an object that is replaced would page for real at once.
  const { shadow } = saved.body;
  return (kind === 'teams' || kind === 'integrations') && shadow !== undefined ? { shadow, ...body } : body;
}

/**
 * A person whom Vigie knows gets the methods that they lack, and keeps everything else.
 *
 * @param isOurs nobody has changed the person since the last apply, so the methods are the import's
 * @returns null: the person stays as they are
 */
function personFor(body: ImportedBody, saved: SavedObject, isOurs: boolean): ImportedBody | null {
  const { contactMethods = null } = body;
  const own = ((saved.body['contactMethods'] ?? []) as ReadonlyArray<{ type: string }>).filter(
    ({ type }) => type !== PUSH,
  );
  if (saved.isFromFile || contactMethods === null || (own.length > 0 && !isOurs)) {
    return null;
  }
  const email = (saved.body['email'] ?? null) as string | null;
  const { contactMethods: methods, notificationRules = null } = withMailBesides(body, email);
  const keepsRules = !isOurs && areUsable(saved.body['notificationRules'], methods as ReadonlyArray<{ id: string }>);
  return {
    ...saved.body,
    email: email ?? body['email'] ?? null,
    contactMethods: methods,
    ...(keepsRules ? {} : { notificationRules }),
  };
}

/** Whether there are rules, and all of them name a method that the person has. */
function areUsable(rules: unknown, methods: ReadonlyArray<{ id: string }>): boolean {
  const all = Object.values((rules ?? {}) as Record<string, ReadonlyArray<{ method: string }>>).flat();
  return all.length > 0 && all.every(({ method }) => methods.some(({ id }) => id === method));
}
