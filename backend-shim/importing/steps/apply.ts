/** The step `apply`: saves the plan in Vigie, or writes provisioning files. Applying again changes only what changed. */
import { importFailure } from '#contract/importing/failures';
import type { ImportFailure, ImportResult } from '#contract/importing/failures';
import type { ImportPlan } from '#contract/importing/plan';
import { readMapFile } from '../snapshot/map-file.ts';
import { readSnapshot } from '../snapshot/snapshot.ts';
import { readPeopleFile } from '../people/people-file.ts';
import type { AppliedCounts } from '../vigie/applied.ts';
import { saveInVigie } from '../vigie/save.ts';
import { writeProvisioning } from '../vigie/provisioning-files.ts';
import { checkPlan } from './check-plan.ts';
import { vigieOf } from './context.ts';
import type { ImportContext } from './context.ts';
import { readPlan } from './plan.ts';

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
  const checked = checkPlan(plan.value, world);
  if (refused !== null || !checked.ok) {
    return refused ?? (checked as ImportFailure);
  }
  const map = await readMapFile(folder);
  if (!map.ok) {
    return map;
  }
  if (settings.toFolder !== null) {
    return writeProvisioning(context, settings.toFolder, plan.value, map.value);
  }
  const vigie = await vigieOf(context);
  if (!vigie.ok) {
    return vigie;
  }
  return vigie.value === null
    ? importFailure('vigie-needed')
    : saveInVigie(context, vigie.value, plan.value, map.value);
}

/** People whom nobody has mapped would be on call without an account, and a map that nobody read pages the wrong ones. */
async function refusedFor({ settings, world }: ImportContext, plan: ImportPlan): Promise<ImportFailure | null> {
  if (plan.unknown.length > 0) {
    return importFailure('people-unmapped', {
      count: plan.unknown.length,
      people: plan.unknown.map((login) => login.replace(/^unknown:/, '')).join(', '),
      file: settings.people,
    });
  }
  const file = readPeopleFile(await world.readFile(settings.people), settings.people);
  if (!file.ok) {
    return file;
  }
  return file.value.confirmed || settings.yes ? null : importFailure('people-unconfirmed', { file: settings.people });
}
