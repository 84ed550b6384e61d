/**
 * Overrides that people make beside the rota itself: a rota from a file is read-only, but its shifts can still be
 * covered.
 */
import { overrideId } from '#contract/rotas/rota';
import type { Config } from '#contract/config';
import type { OverrideWire, RotaWire } from '#contract/rotas/rota';
import { writeAudit } from '../../store/access/audit.ts';
import { writeEvents } from '../../store/events.ts';
import { lockConfiguration } from '../../store/concurrency/key-locks.ts';
import type { Work } from '../../store/work.ts';
import { checkerOf } from '#contract/references/checker';
import { checkOverride } from '#contract/references/rotas';
import { besideOverrides, configOf, readObjects } from '../../configuration/objects.ts';
import type {
  BesideOverride,
  OverrideToSave,
  OverrideChangeRequest,
  OverrideDeletion,
  RefusedChange,
  StoredObject,
  StoredOverride,
} from '../../ports/configuration.ts';
import { isStale, refuse } from '../../configuration/edit.ts';
import type { EditDeps } from '../../configuration/edit.ts';
import { keepDeletion } from '../../configuration/deletions/keep-deletion.ts';
import { endOverride, fromNow } from '../../configuration/past-overrides.ts';
import type { OverrideWithId } from '../../configuration/past-overrides.ts';
import { bumpRevision } from '../../store/revision.ts';
import { rowOf, saveObject } from '../../configuration/rows.ts';

const MOST_PER_ROTA = 2000;

export async function createOverride(
  work: Work,
  deps: EditDeps,
  { rota, body, actor }: OverrideToSave,
): Promise<{ ok: true; override: StoredOverride } | RefusedChange> {
  await lockConfiguration(work);
  const objects = await readObjects(work, deps.vault);
  const config = configOf(objects);
  const found = config.rotas.find((one) => one.id === rota);
  if (!found) {
    return refuse('not-found', `There is no rota ${rota}.`, { reason: 'no-such', data: { kind: 'rota', id: rota } });
  }
  const id = body.id ?? work.ids.next();
  const existing = overridesOf(objects, found);
  if (existing.some((one) => one.override.id === id)) {
    return refuse(
      'conflict',
      `The rota ${rota} already has an override ${id}. Leave the id out, and Vigie makes one.`,
      { reason: 'exists', data: { kind: 'override', id } },
    );
  }
  if (existing.length >= MOST_PER_ROTA) {
    return refuse(
      'conflict',
      `The rota ${rota} has ${existing.length} overrides, which is the most it can have; delete those that are over.`,
      { reason: 'overrides-full', data: { rota, limit: existing.length } },
    );
  }
  const acting = actingFrom(work, deps, config, found, { ...body, id });
  return acting.ok ? keep(work, deps, { rota, override: acting.override, by: actor }, null, 1) : acting;
}

/** Changes the override from now on, as if it were made now; its past effect stays. */
export async function replaceOverride(
  work: Work,
  deps: EditDeps,
  { rota, id, body, actor, ifVersion }: OverrideChangeRequest,
): Promise<{ ok: true; override: StoredOverride } | RefusedChange> {
  await lockConfiguration(work);
  const objects = await readObjects(work, deps.vault);
  const config = configOf(objects);
  const found = madeByPeople(objects, config, rota, id, ifVersion);
  if (!found.ok) {
    return found;
  }
  if (body.id !== null && body.id !== id) {
    return refuse('validation', 'The id of an override cannot be changed.', { reason: 'invalid' }, [
      { path: 'id', message: `must be ${id}, as in the address`, reason: 'must-be', data: { value: id } },
    ]);
  }
  const acting = actingFrom(work, deps, config, found.rota, { ...body, id });
  if (!acting.ok) {
    return acting;
  }
  const before = (found.object.body as BesideOverride).override;
  await endOverride(work, deps.vault, found.object, deps.zone(found.rota.timeZone));
  return keep(work, deps, { rota, override: acting.override, by: actor }, before, found.object.version + 1);
}

/** Checks that everything the override names exists, and that it is not in the past. */
function actingFrom(
  work: Work,
  deps: EditDeps,
  config: Config,
  rota: RotaWire,
  given: OverrideWithId,
): { ok: true; override: OverrideWithId } | RefusedChange {
  const { check, problems } = checkerOf(config, deps.world);
  checkOverride(check, given, rota, ['override']);
  const [first] = problems.map((problem) => ({ ...problem, path: problem.path.replace(/^override\.?/, '') }));
  if (first) {
    return refuse('validation', `${first.path} ${first.message}`.trim(), { reason: 'invalid' }, [first]);
  }
  const override = fromNow(given, deps.zone(rota.timeZone), work.now);
  return override
    ? { ok: true, override }
    : refuse(
        'validation',
        'end must be in the future: who was on call in the past does not change.',
        { reason: 'invalid' },
        [{ path: 'end', message: 'must be in the future', reason: 'in-past' }],
      );
}

async function keep(
  work: Work,
  deps: EditDeps,
  beside: BesideOverride,
  before: OverrideWire | null,
  version: number,
): Promise<{ ok: true; override: StoredOverride }> {
  const { rota, override, by: actor } = beside;
  const object: StoredObject = {
    kind: 'overrides',
    id: `${rota}/${override.id}`,
    body: beside,
    origin: 'api',
    version,
    createdAt: work.now,
    updatedAt: work.now,
  };
  await saveObject(work, rowOf(deps.vault, object));
  await writeAudit(work, [
    {
      actor,
      action: before === null ? 'create' : 'change',
      kind: 'overrides',
      subject: object.id,
      before,
      after: override,
    },
  ]);
  await writeEvents(work, 'rota', [rota]);
  return { ok: true, override: { ...beside, createdAt: work.now, version, provisioned: false } };
}

/** An override that people made, in the version that the caller knows; overrides in the rota itself are changed there. */
function madeByPeople(
  objects: readonly StoredObject[],
  config: Config,
  rota: string,
  id: string,
  ifVersion: number | null,
): { ok: true; rota: RotaWire; object: StoredObject; override: OverrideWire } | RefusedChange {
  const found = config.rotas.find((one) => one.id === rota);
  const one = found && overridesOf(objects, found).find(({ override }) => override.id === id);
  if (!found || !one) {
    return refuse('not-found', `The rota ${rota} has no override ${id}.`, {
      reason: 'no-such',
      data: { kind: 'override', id },
    });
  }
  const object = objects.find((candidate) => candidate.kind === 'overrides' && candidate.id === `${rota}/${id}`);
  if (!object) {
    return refuse(
      'conflict',
      `The override ${id} is stated by the rota itself. Change the rota${one.provisioned ? '’s file' : ''} instead.`,
      { reason: 'stated-by-rota', data: { id } },
    );
  }
  return isStale(object.version, ifVersion) ?? { ok: true, rota: found, object, override: one.override };
}

export async function deleteOverride(
  work: Work,
  deps: EditDeps,
  { rota, id, actor, ifVersion }: OverrideDeletion,
): Promise<{ ok: true } | RefusedChange> {
  await lockConfiguration(work);
  const objects = await readObjects(work, deps.vault);
  const found = madeByPeople(objects, configOf(objects), rota, id, ifVersion);
  if (!found.ok) {
    return found;
  }
  const zone = deps.zone(found.rota.timeZone);
  await keepDeletion(work, found.object, () => endOverride(work, deps.vault, found.object, zone));
  await bumpRevision(work);
  await writeAudit(work, [
    { actor, action: 'delete', kind: 'overrides', subject: found.object.id, before: found.override, after: null },
  ]);
  await writeEvents(work, 'rota', [rota]);
  return { ok: true };
}

/** Overrides that are part of the rota, in its order, then overrides that people made, oldest first. */
export function overridesOf(objects: readonly StoredObject[], rota: RotaWire): StoredOverride[] {
  const provisioned = objects.find((object) => object.kind === 'rotas' && object.id === rota.id)?.origin === 'file';
  const stated = rota.overrides.map((override, index) => ({
    rota: rota.id,
    override: { ...override, id: overrideId(override, index) },
    by: '',
    createdAt: null,
    version: 1,
    provisioned,
  }));
  const made = besideOverrides(objects)
    .filter((one) => one.rota === rota.id && one.past !== true)
    .map((one) => ({ ...one, provisioned: false }));
  return [...stated, ...made];
}
