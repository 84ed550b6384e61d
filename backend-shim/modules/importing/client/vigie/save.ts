/** Saves the objects of a plan through Vigie's API, one after the other, remembering each before the next. */
import { done, importFailure } from '#modules/importing/contract/failures';
import type { ImportResult } from '#modules/importing/contract/failures';
import { IMPORTED_KINDS } from '#modules/importing/contract/plan';
import type { ImportedBody, ImportedKind } from '#modules/importing/contract/plan';
import { PUSH } from '#contract/people/push';
import { withMailBesides } from '../people/mail-besides.ts';
import { hashOf, stableJson } from '../snapshot/files.ts';
import { writeMapFile } from '../snapshot/map-file.ts';
import type { MapFile } from '../snapshot/map-file.ts';
import { nothingApplied } from './applied.ts';
import type { AppliedCounts } from './applied.ts';
import type { ImportContext } from '../steps/context.ts';
import type { SavedObject, VigieClient } from './client.ts';
import { idOf } from './hold.ts';
import type { HeldPlan } from './hold.ts';

interface Outcome {
  count: 'made' | 'changed' | 'same';
  /** It stays as somebody made it in Vigie. */
  isKept?: boolean;
}

export interface SaveParts {
  context: ImportContext;
  vigie: VigieClient;
  held: HeldPlan;
  map: MapFile;
}

export async function saveInVigie(parts: SaveParts): Promise<ImportResult<AppliedCounts>> {
  const { context, held } = parts;
  const { plan } = held;
  const counts = nothingApplied();
  for (const kind of IMPORTED_KINDS) {
    const bodies = plan.objects[kind] ?? [];
    for (const [i, body] of bodies.entries()) {
      context.world.progress(`applying ${kind} ${i + 1} of ${bodies.length}`);
      const saved = await saveOne(parts, kind, body);
      if (!saved.ok) {
        return saved;
      }
      counts[saved.value.count]++;
      counts.kept.push(...(saved.value.isKept === true ? [`${kind} ${idOf(body)}`] : []));
    }
  }
  counts.silent.push(...held.silent());
  return done(counts);
}

async function saveOne(
  { context: { settings, folder }, vigie, held, map }: SaveParts,
  kind: ImportedKind,
  body: ImportedBody,
): Promise<ImportResult<Outcome>> {
  const id = idOf(body);
  const key = `${kind} ${id}`;
  const hash = hashOf(stableJson(body));
  const found = await vigie.find(kind, id);
  if (!found.ok) {
    return found;
  }
  const before = Object.hasOwn(map.applied, key) ? map.applied[key] : undefined;
  const isOurs = before !== undefined && isAsSent(before, found.value);
  const next = found.value === null ? { body: held.fresh(kind, body) } : bodyFor(held, kind, body, found.value, isOurs);
  const isSent = before?.hash === hash && before.version !== null && found.value !== null;
  // What could not be read this time is not taken as removed.
  const isUnread = found.value !== null && held.plan.unread?.includes(key) === true;
  // The same again is nothing new, whatever somebody has made of it in Vigie; only --yes puts it back, and never people.
  if (next === null || isUnread || (isSent && (isOurs || kind === 'users' || !settings.yes))) {
    return done({ count: 'same', isKept: isUnread || (isSent && !isOurs && kind !== 'users') });
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
  const sent =
    found.value === null
      ? await vigie.create(kind, next.body)
      : await vigie.replace(kind, id, next.body, found.value.version);
  if (!sent.ok) {
    return sent;
  }
  map.applied[key] = { hash, version: sent.value.version, ...(kind === 'teams' ? { own: ownHash(sent.value) } : {}) };
  const kept = await writeMapFile(folder, map);
  return kept.ok
    ? done({ count: found.value === null ? 'made' : 'changed', isKept: 'keepsTeam' in next && next.keepsTeam })
    : kept;
}

/** Whether Vigie has what was sent. A team that was switched between shadow and real is still the import's. */
function isAsSent({ version, own }: MapFile['applied'][string], found: SavedObject | null): boolean {
  return (
    version === null || version === found?.version || (own !== undefined && found !== null && own === ownHash(found))
  );
}

function ownHash({ body: { shadow: _shadow, ...own } }: SavedObject): string {
  return hashOf(stableJson(own));
}

/** @returns null: the object stays as it is */
function bodyFor(
  held: HeldPlan,
  kind: ImportedKind,
  body: ImportedBody,
  saved: SavedObject,
  isOurs: boolean,
): { body: ImportedBody; keepsTeam: boolean } | null {
  if (kind !== 'users') {
    return held.replacing(kind, body, saved);
  }
  const person = personFor(body, saved, isOurs);
  return person && { body: person, keepsTeam: false };
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
