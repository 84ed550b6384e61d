/** The step `plan`: turns a snapshot and the map of people into objects for Vigie. Needs the source no more. */
import { parse } from '#contract/base/schema';
import { done, importFailure } from '#modules/importing/contract/failures';
import type { ImportResult } from '#modules/importing/contract/failures';
import { importPlan } from '#modules/importing/contract/plan';
import type { ImportItem, ImportPlan, ImportedBody } from '#modules/importing/contract/plan';
import { askedPeople, askForNamed, whyKept, writeNewPeople } from '../people/asked-people.ts';
import { withMailBesides } from '../people/mail-besides.ts';
import { reportPeople } from '../people/people-map.ts';
import type { PeopleMap, VigiePerson } from '../people/people-map.ts';
import { createPlanDraft } from '../plan-draft.ts';
import { withChosenRotas } from '../rotas/chosen-rotas.ts';
import { readRotaChoices } from '../rotas/choices-file.ts';
import type { PlanDraft } from '../plan-draft.ts';
import { stableJson } from '../snapshot/files.ts';
import { createImportIds } from '../snapshot/ids.ts';
import type { KnownIds } from '../snapshot/ids.ts';
import { readMapFile, writeMapFile } from '../snapshot/map-file.ts';
import { jsonOrNull } from '../snapshot/json.ts';
import { readSnapshot } from '../snapshot/snapshot.ts';
import type { StoredSnapshot } from '../snapshot/snapshot.ts';
import { takenIds } from '../vigie/taken-ids.ts';
import { vigieOf } from './context.ts';
import { BACKUP_URL } from './store-snapshot.ts';
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
  const people = await askedPeople(context, snapshot.value, vigie.value);
  const map = await readMapFile(folder);
  const taken = people.ok && map.ok ? await takenIds(vigie.value, map.value) : done(new Set<string>());
  if (!people.ok || !map.ok || !taken.ok) {
    return [people, map, taken].find((one) => !one.ok) as Extract<typeof people, { ok: false }>;
  }
  const ids = createImportIds(map.value.ids, (kind, id) => taken.value.has(`${kind} ${id}`));
  const draft = createPlanDraft(ids);
  world.progress('planning');
  const { known } = people.value;
  const keepsOwn = (login: string) => {
    const person = known.find((one) => one.login === login);
    return whyKept(context, map.value, person);
  };
  const { loginOf } = people.value.map;
  pager.plan(snapshot.value, draft, { loginOf, keepsOwn, zone: world.zone, localTime: settings.localTime });
  askForNamed(context, snapshot.value, people.value.map);
  const confirmed = await writeNewPeople(context, people.value);
  if (!confirmed.ok) {
    return confirmed;
  }
  const users = reachableUsers(draft, known, keepsOwn);
  reportPeople(people.value.map, draft);
  reportProblems(snapshot.value, draft);
  const parts = await chosenParts(context, snapshot.value, draft, people.value.map);
  if (!parts.ok) {
    return parts;
  }
  const { objects, ...rest } = parts.value;
  const unread = unreadIn(snapshot.value, rest.items, ids.known());
  const plan: ImportPlan = {
    planVersion: 1,
    source: pager.name,
    snapshot: snapshot.value.hash,
    from: snapshot.value.manifest.from,
    to: snapshot.value.manifest.to,
    people: Object.fromEntries(people.value.map.people.map(({ id }) => [id, loginOf(id)])),
    unknown: people.value.map.unknown(),
    ...(unread.length === 0 ? {} : { unread }),
    ...rest,
    objects: { ...objects, users },
  };
  const written = [
    await folder.write(PLAN, stableJson(plan)),
    await writeMapFile(folder, { ...map.value, ids: ids.known() }),
  ].find((one) => !one.ok);
  return written && !written.ok
    ? written
    : done({ snapshot: snapshot.value, plan, people: people.value.map, isConfirmed: confirmed.value });
}

/** Several lists that could not be read have the same id. */
function reportProblems({ problems }: StoredSnapshot, draft: PlanDraft): void {
  problems.forEach(({ kind, id, why }) => {
    const name = `${kind} ${id}`;
    draft.item('other', { sourceId: name, name, class: 'needs-a-person', reason: 'not-read', data: { why } });
  });
}

/** The plan, with what a person chose for schedules of which no rota gives the same. */
async function chosenParts(
  { folder, pager }: ImportContext,
  snapshot: StoredSnapshot,
  draft: PlanDraft,
  { loginOf }: PeopleMap,
): Promise<ImportResult<ReturnType<PlanDraft['finished']>>> {
  const choices = await readRotaChoices(folder);
  if (!choices.ok) {
    return choices;
  }
  const { from, to, answers } = snapshot;
  const timelineOf = (schedule: string) => {
    const answer = answers.find((one) => one.schedule === schedule);
    return answer === undefined ? null : pager.timelineOf(answer, snapshot);
  };
  return done(withChosenRotas(draft.finished(), choices.value, { from, to, loginOf, timelineOf }));
}

/** Nobody whose imported methods wait to be confirmed may lose the mail that reaches them now. */
function reachableUsers(
  draft: PlanDraft,
  known: readonly VigiePerson[],
  keepsOwn: (login: string) => unknown,
): ImportedBody[] {
  const mails = new Map(known.map(({ login, email }) => [login, email]));
  return (draft.finished().objects.users ?? []).map((body) => {
    const login = String(body['login']);
    const user = withMailBesides(body, mails.get(login) ?? (body['email'] as string | undefined) ?? null);
    if (user !== body && keepsOwn(login) === null) {
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

/**
 * Rotas of which the source did not say who is on call: their overrides come with that. What else may not be read is as
 * an earlier snapshot has it. Backups never hold an answer.
 */
function unreadIn({ manifest }: StoredSnapshot, items: readonly ImportItem[], ids: KnownIds): string[] {
  return items
    .filter(({ reason }) => reason === 'no-answer' && manifest.url !== BACKUP_URL)
    .flatMap(({ sourceId }) =>
      Object.hasOwn(ids, `rotas ${sourceId}`) ? [`rotas ${ids[`rotas ${sourceId}`] ?? ''}`] : [],
    );
}

/** The plan of this snapshot that was made before. */
export async function readPlan(context: ImportContext, snapshot: StoredSnapshot): Promise<ImportResult<ImportPlan>> {
  const text = await context.folder.read(PLAN);
  const read = text === null ? null : parse(importPlan, jsonOrNull(text));
  return read?.ok === true && read.value.snapshot === snapshot.hash
    ? done(read.value)
    : importFailure('plan-missing', { folder: context.folder.path });
}
