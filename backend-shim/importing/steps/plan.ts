/** The step `plan`: turns a snapshot and the map of people into objects for Vigie. Needs the source no more. */
import { parse } from '#contract/base/schema';
import { done, importFailure } from '#contract/importing/failures';
import type { ImportResult } from '#contract/importing/failures';
import { importPlan } from '#contract/importing/plan';
import type { ImportPlan, ImportedBody } from '#contract/importing/plan';
import { readPeopleFile, writePeopleFile } from '../people/people-file.ts';
import type { PeopleFile } from '../people/people-file.ts';
import { withMailBesides } from '../people/mail-besides.ts';
import { mapPeople, reportPeople } from '../people/people-map.ts';
import type { PeopleMap, VigiePerson } from '../people/people-map.ts';
import { createPlanDraft } from '../plan-draft.ts';
import type { PlanDraft } from '../plan-draft.ts';
import { stableJson } from '../snapshot/files.ts';
import { createImportIds } from '../snapshot/ids.ts';
import { readMapFile, writeMapFile } from '../snapshot/map-file.ts';
import { jsonOrNull } from '../snapshot/json.ts';
import { readSnapshot } from '../snapshot/snapshot.ts';
import type { StoredSnapshot } from '../snapshot/snapshot.ts';
import type { VigieClient } from '../vigie/client.ts';
import { takenIds } from '../vigie/taken-ids.ts';
import { vigieOf } from './context.ts';
import type { ImportContext } from './context.ts';

export const PLAN = 'plan.json';

export interface PlannedImport {
  snapshot: StoredSnapshot;
  plan: ImportPlan;
  people: PeopleMap;
  isConfirmed: boolean;
}

export async function planStep(context: ImportContext): Promise<ImportResult<PlannedImport>> {
  const { settings, world, pager, folder } = context;
  const [snapshot, vigie] = [await readSnapshot(folder, pager.name), await vigieOf(context)];
  if (!snapshot.ok || !vigie.ok) {
    return snapshot.ok ? (vigie as Extract<typeof vigie, { ok: false }>) : snapshot;
  }
  if (settings.toFolder !== null && vigie.value === null) {
    return importFailure('vigie-needed');
  }
  const people = await peopleOf(context, snapshot.value, vigie.value);
  const map = await readMapFile(folder);
  const taken = people.ok && map.ok ? await takenIds(vigie.value, map.value) : done(new Set<string>());
  if (!people.ok || !map.ok || !taken.ok) {
    return [people, map, taken].find((one) => !one.ok) as Extract<typeof people, { ok: false }>;
  }
  const ids = createImportIds(map.value.ids, (kind, id) => taken.value.has(`${kind} ${id}`));
  const draft = createPlanDraft(ids);
  world.progress('planning');
  pager.plan(snapshot.value, draft, {
    loginOf: people.value.map.loginOf,
    zone: world.zone,
    localTime: settings.localTime,
  });
  const users = reachableUsers(draft, people.value.known);
  reportPeople(people.value.map, draft);
  snapshot.value.problems.forEach(({ kind, id, why }) =>
    draft.item('other', {
      // Several lists that could not be read have the same id.
      sourceId: `${kind} ${id}`,
      name: `${kind} ${id}`,
      class: 'needs-a-person',
      reason: 'not-read',
      data: { why },
    }),
  );
  const { objects, ...rest } = draft.finished();
  const plan: ImportPlan = {
    planVersion: 1,
    source: pager.name,
    snapshot: snapshot.value.hash,
    from: snapshot.value.manifest.from,
    to: snapshot.value.manifest.to,
    people: Object.fromEntries(people.value.map.people.map(({ id }) => [id, people.value.map.loginOf(id)])),
    unknown: people.value.map.unknown(),
    ...rest,
    objects: { ...objects, users },
  };
  const written = [
    await folder.write(PLAN, stableJson(plan)),
    await writeMapFile(folder, { ...map.value, ids: ids.known() }),
  ].find((one) => !one.ok);
  return written && !written.ok
    ? written
    : done({ snapshot: snapshot.value, plan, people: people.value.map, isConfirmed: people.value.file.confirmed });
}

/** Nobody whose imported methods wait to be confirmed may lose the mail that reaches them now. */
function reachableUsers(draft: PlanDraft, known: readonly VigiePerson[]): ImportedBody[] {
  const mails = new Map(known.map(({ login, email }) => [login, email]));
  return (draft.finished().objects.users ?? []).map((body) => {
    const login = String(body['login']);
    const user = withMailBesides(body, mails.get(login) ?? (body['email'] as string | undefined) ?? null);
    if (user !== body) {
      const name = String(body['name'] ?? login);
      draft.item('personal-rule', {
        sourceId: `mail of ${login}`,
        name,
        vigieId: login,
        class: 'rewritten',
        reason: 'mail-besides',
      });
    }
    return user;
  });
}

/** Reads the map, adds whom it lacks, and writes it for a person to confirm. */
async function peopleOf(
  { settings, world, pager }: ImportContext,
  snapshot: StoredSnapshot,
  vigie: VigieClient | null,
): Promise<ImportResult<{ map: PeopleMap; file: PeopleFile; known: readonly VigiePerson[] }>> {
  const text = await world.readFile(settings.people);
  const file = readPeopleFile(text, settings.people);
  const known: ImportResult<VigiePerson[]> = vigie === null ? done([]) : await vigie.users();
  if (!file.ok || !known.ok) {
    return file.ok ? (known as Extract<typeof known, { ok: false }>) : file;
  }
  const persons = pager.people(snapshot.config);
  const map = mapPeople(persons, file.value.choices, known.value);
  const isNew = persons.some(
    ({ id, email }) => !file.value.choices.has(id) && !file.value.choices.has(email?.toLowerCase() ?? ''),
  );
  const confirmed = file.value.confirmed && !isNew;
  if (text === null || isNew) {
    const wrote = await world.writeFile(settings.people, writePeopleFile(map.people, confirmed));
    if (!wrote) {
      return importFailure('people-file', { file: settings.people, detail: 'it cannot be written' });
    }
  }
  return done({ map, file: { ...file.value, confirmed }, known: known.value });
}

/** The plan of this snapshot that was made before. */
export async function readPlan(context: ImportContext, snapshot: StoredSnapshot): Promise<ImportResult<ImportPlan>> {
  const text = await context.folder.read(PLAN);
  const read = text === null ? null : parse(importPlan, jsonOrNull(text));
  return read?.ok === true && read.value.snapshot === snapshot.hash
    ? done(read.value)
    : importFailure('plan-missing', { folder: context.folder.path });
}
