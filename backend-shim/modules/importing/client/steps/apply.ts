/** The step `apply`: saves the plan in Vigie, or writes provisioning files. Applying again changes only what changed. */
import { importFailure } from '#modules/importing/contract/failures';
import type { ImportFailure, ImportResult } from '#modules/importing/contract/failures';
import { IMPORTED_KINDS } from '#modules/importing/contract/plan';
import type { ImportPlan } from '#modules/importing/contract/plan';
import { idOfStandIn } from '#modules/importing/domain/stand-in';
import { readMapFile } from '../snapshot/map-file.ts';
import type { MapFile } from '../snapshot/map-file.ts';
import { readSnapshot } from '../snapshot/snapshot.ts';
import { readPeopleFile } from '../people/people-file.ts';
import type { AppliedCounts } from '../vigie/applied.ts';
import type { VigieClient } from '../vigie/client.ts';
import { heldPlan } from '../vigie/hold.ts';
import { saveInVigie } from '../vigie/save.ts';
import { takenIds } from '../vigie/taken-ids.ts';
import { writeProvisioning } from '../vigie/provisioning-files.ts';
import { checkPlan } from './check-plan.ts';
import { vigieOf } from './context.ts';
import type { ImportContext } from './context.ts';
import { readPlan } from './plan.ts';
import { checkProven } from './prove.ts';

export async function applyStep(context: ImportContext): Promise<ImportResult<AppliedCounts>> {
  const { pager, folder, settings, world } = context;
  const snapshot = await readSnapshot(folder, pager.name);
  const plan = snapshot.ok ? await readPlan(context, snapshot.value) : snapshot;
  if (!snapshot.ok || !plan.ok) {
    return snapshot.ok ? (plan as ImportFailure) : snapshot;
  }
  if (snapshot.value.manifest.redacted) {
    return importFailure('unexpected-shape', { what: 'the snapshot', detail: 'it is redacted, for a bug report only' });
  }
  const refused = await refusedFor(context, plan.value);
  if (refused !== null) {
    return refused;
  }
  const [checked, proven, map] = [
    checkPlan(plan.value, world),
    await checkProven(context, plan.value),
    await readMapFile(folder),
  ];
  if (!checked.ok || !proven.ok || !map.ok) {
    return [checked, proven, map].find((one) => !one.ok) as ImportFailure;
  }
  const vigie = await vigieOf(context);
  if (!vigie.ok || vigie.value === null) {
    return vigie.ok ? importFailure('vigie-needed') : vigie;
  }
  const taken = await checkIdsFree(vigie.value, plan.value, map.value);
  if (!taken.ok) {
    return taken;
  }
  const held = await heldPlan({
    vigie: vigie.value,
    plan: plan.value,
    map: map.value,
    taken: taken.value,
    live: settings.live,
  });
  if (!held.ok) {
    return held;
  }
  const parts = { context, vigie: vigie.value, held: held.value, map: map.value };
  return settings.toFolder === null ? saveInVigie(parts) : writeProvisioning(parts, settings.toFolder);
}

/** A plan that was made without asking Vigie may name objects that Vigie has of its own. @returns the latter */
async function checkIdsFree(vigie: VigieClient, plan: ImportPlan, map: MapFile): Promise<ImportResult<Set<string>>> {
  const taken = await takenIds(vigie, map);
  if (!taken.ok) {
    return taken;
  }
  const ours = IMPORTED_KINDS.flatMap((kind) => (plan.objects[kind] ?? []).map(({ id }) => `${kind} ${String(id)}`));
  const both = ours.filter((one) => taken.value.has(one));
  return both.length === 0 ? taken : importFailure('ids-taken', { ids: both.slice(0, 5).join(', ') });
}

/** People whom nobody has mapped would be on call without an account, and a map that nobody read pages the wrong ones. */
async function refusedFor({ settings, world }: ImportContext, plan: ImportPlan): Promise<ImportFailure | null> {
  if (plan.unknown.length > 0) {
    return importFailure('people-unmapped', {
      count: plan.unknown.length,
      people: plan.unknown.map(idOfStandIn).join(', '),
      file: settings.people,
    });
  }
  const file = readPeopleFile(await world.readFile(settings.people), settings.people);
  if (!file.ok) {
    return file;
  }
  return file.value.confirmed || settings.yes ? null : importFailure('people-unconfirmed', { file: settings.people });
}
