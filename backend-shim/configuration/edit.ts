/** Changes one configured object for people and scripts. Runs in the caller's transaction. */
import { isRestorable } from '#contract/deletion';
import type { ReferenceFacts } from '#contract/references';
import type { z } from 'zod';
import { RESOURCES } from '#contract/resources';
import type { AbsenceWire } from '#contract/rotas/absence';
import type { CalendarWire } from '#contract/rotas/calendar';
import type { ConfigKind } from '#contract/config';
import type { UnitWire } from '#contract/labour/unit';
import type { WorkProfileWire } from '#contract/labour/work-profile';
import type { Problem } from '#contract/base/problem';
import type { Refusal as Why } from '#contract/reasons/refusals';
import type { ZoneTable } from '#domain/time/zone';
import type { EditRequest, EditResult, RefusedChange, StoredObject, WriteRequest } from '../ports/configuration.ts';
import type { Vault } from '../ports/vault.ts';
import { writeAudit } from '../store/access/audit.ts';
import { lastRotaVersions } from '../store/configuration/rota-versions.ts';
import { breatheIn } from '../store/concurrency/in-portions.ts';
import { writeEvents } from '../store/events.ts';
import { requestNotices } from '../store/outbox-requests.ts';
import { lockConfiguration } from '../store/concurrency/key-locks.ts';
import { rotasOfCalendar, rotasOfPerson } from '../store/duties/rota-news.ts';
import type { Work } from '../store/work.ts';
import { checkChange } from './check.ts';
import { keepDeletion } from './deletions/keep-deletion.ts';
import { keepRotaVersions } from './history.ts';
import { keepPastAbsence } from './past-absences.ts';
import { preserveTrust } from './calendar-trust.ts';
import type { CalendarBody } from './calendar-trust.ts';
import { beyondLimit } from './limits.ts';
import { preserveToken, weakToken } from './ingest-token.ts';
import { keepSecret } from './signing-secret.ts';
import type { IntegrationBody } from './ingest-token.ts';
import { removeObjects } from './remove.ts';
import { bumpRevision } from '../store/revision.ts';
import { rowOf, saveObject } from './rows.ts';
import { auditStates } from './labour/audit-states.ts';
import { hrNotices } from './labour/hr-named.ts';
import { profileNotices } from './labour/profile-given.ts';
import { monthsOfUnit } from './labour/kept-months.ts';
import { withBrokenObjects, standIn } from './stored/broken.ts';
import { readStoredIn } from './stored/read.ts';
import type { StoredConfiguration } from './stored/read.ts';

export interface EditDeps {
  vault: Vault;
  world: ReferenceFacts;
  /** Of a zone that `world` knows. */
  zone(name: string): ZoneTable;
  /** Problems that a channel or a source finds in an object's own settings. */
  checkOwn(kind: ConfigKind, body: unknown): Problem[];
}

export function refuse(code: RefusedChange['code'], message: string, why: Why, details: Problem[] = []): RefusedChange {
  return { ok: false, code, message, why, details };
}

export async function createObject(work: Work, deps: EditDeps, request: WriteRequest): Promise<EditResult> {
  const { kind, single, word } = RESOURCES[request.resource];
  await lockConfiguration(work);
  const stored = await readStoredIn(work, deps.vault);
  await breatheIn(work.tx)();
  if ([...stored.objects, ...stored.broken].some((object) => object.kind === kind && object.id === request.id)) {
    return refuse('conflict', `There is already a ${word} ${request.id}. Choose another id, or change that one.`, {
      reason: 'exists',
      data: { kind: single, id: request.id },
    });
  }
  return write(work, deps, stored, null, request);
}

export async function replaceObject(work: Work, deps: EditDeps, request: WriteRequest): Promise<EditResult> {
  await lockConfiguration(work);
  const stored = await readStoredIn(work, deps.vault);
  await breatheIn(work.tx)();
  const before = findAny(stored, request);
  return 'ok' in before ? before : write(work, deps, stored, before, request);
}

/** Changes some fields of an object that can be read, and keeps the others as they are. */
export async function changeFields(
  work: Work,
  deps: EditDeps,
  request: EditRequest,
  fields: object,
): Promise<EditResult> {
  await lockConfiguration(work);
  const stored = await readStoredIn(work, deps.vault);
  await breatheIn(work.tx)();
  const before = findEditable(stored.objects, request);
  return 'ok' in before
    ? before
    : write(work, deps, stored, before, {
        ...request,
        body: { ...(before.body as object), ...fields },
        holdsFrom: null,
      });
}

export async function deleteObject(
  work: Work,
  deps: EditDeps,
  request: EditRequest,
): Promise<{ ok: true } | RefusedChange> {
  const { kind, single, word } = RESOURCES[request.resource];
  await lockConfiguration(work);
  const stored = await readStoredIn(work, deps.vault);
  await breatheIn(work.tx)();
  const before = findAny(stored, request);
  if ('ok' in before) {
    return before;
  }
  const { objects } = stored;
  const rest = objects.filter((object) => object !== before && !isBeside(object, before));
  const others = checkChange(
    withBrokenObjects(deps.world, brokenBut(stored, before)),
    { before: objects, after: rest, written: null },
    work.now,
  ).others;
  others.push(...(kind === 'units' ? await monthsOfUnit(work.tx, request.id) : []));
  if (others.length > 0) {
    return refuse(
      'conflict',
      `The ${word} ${request.id} is still in use: ${inOneSentence(others)}. Change that first.`,
      { reason: 'in-use', data: { kind: single, id: request.id, by: others.length } },
      others,
    );
  }
  const remove = () => removeObjects(work, deps, objects, [before], request.actor);
  await (isRestorable(request.resource) ? keepDeletion(work, before, remove) : remove());
  await bumpRevision(work);
  await writeAudit(work, [
    { actor: request.actor, action: 'delete', subject: request.id, ...auditStates(kind, said(stored, before), null) },
  ]);
  await writeEvents(work, 'rota', rotasTouched(work, before));
  return { ok: true };
}

function inOneSentence(problems: readonly Problem[]): string {
  return problems
    .slice(0, 5)
    .map(({ message }) => message.replace(/\.$/, ''))
    .join('; ');
}

/** Stored beside the object and deleted with it. */
function isBeside(object: StoredObject, owner: StoredObject): boolean {
  return (
    (owner.kind === 'rotas' && object.kind === 'overrides' && object.id.startsWith(`${owner.id}/`)) ||
    (owner.kind === 'users' && object.kind === 'profiles' && object.id === owner.id)
  );
}

export function findEditable(
  objects: readonly StoredObject[],
  { resource, id, ifVersion }: EditRequest,
): StoredObject | RefusedChange {
  const { kind, single, word } = RESOURCES[resource];
  const found = objects.find((object) => object.kind === kind && object.id === id);
  if (!found) {
    return refuse('not-found', `There is no ${word} ${id}.`, { reason: 'no-such', data: { kind: single, id } });
  }
  if (found.origin === 'file') {
    return refuse(
      'conflict',
      `The ${word} ${id} is stated in a provisioning file and is read-only here. Change the file instead.`,
      { reason: 'provisioned', data: { kind: single, id } },
    );
  }
  return isStale(kind === 'users' ? userVersion(objects, id) : found.version, ifVersion) ?? found;
}

/** The same, including unreadable objects, which can be replaced and deleted. */
function findAny(stored: StoredConfiguration, request: EditRequest): StoredObject | RefusedChange {
  const { kind, word } = RESOURCES[request.resource];
  const broken = stored.broken.find((object) => object.kind === kind && object.id === request.id);
  if (broken !== undefined && request.isAdmin !== true) {
    return refuse(
      'forbidden',
      `The ${word} ${request.id} cannot be read, so that it is not known whose it is. Only an Admin replaces or deletes it.`,
      { reason: 'unreadable' },
    );
  }
  return findEditable(broken === undefined ? stored.objects : [standIn(broken)], request);
}

function brokenBut({ broken }: StoredConfiguration, { kind, id }: StoredObject): StoredConfiguration['broken'] {
  return broken.filter((object) => object.kind !== kind || object.id !== id);
}

/** The body for the audit log. An unreadable body is left out, since it may hold a secret anywhere. */
function said({ objects }: StoredConfiguration, object: StoredObject): unknown {
  return objects.includes(object) ? object.body : null;
}

/** The version of a person that callers see. It counts both rows, so that a change of either shows. */
export function userVersion(objects: readonly StoredObject[], login: string): number {
  return objects
    .filter((object) => (object.kind === 'users' || object.kind === 'profiles') && object.id === login)
    .reduce((sum, object) => sum + object.version, 0);
}

export function isStale(version: number, ifVersion: number | null): RefusedChange | null {
  return ifVersion === null || ifVersion === version
    ? null
    : refuse(
        'conflict',
        `It has changed since you loaded it (version ${version}, not ${ifVersion}). Load it again and look before you save.`,
        { reason: 'stale' },
      );
}

async function write(
  work: Work,
  deps: EditDeps,
  stored: StoredConfiguration,
  before: StoredObject | null,
  request: WriteRequest,
): Promise<EditResult> {
  const { objects } = stored;
  const { kind, schema } = RESOURCES[request.resource];
  // If the stored object is a stand-in for an unreadable one, only written fields count.
  const readable = before !== null && objects.includes(before) ? before : null;
  const versions = kind === 'rotas' ? await lastRotaVersions(work, [request.id]) : new Map<string, number>();
  const object: StoredObject = {
    kind,
    id: request.id,
    body: { ...fromLater(schema, kind, readable), ...bodyOf(work, request, before) },
    origin: 'api',
    version: Math.max(before?.version ?? 0, versions.get(request.id) ?? 0) + 1,
    createdAt: before?.createdAt ?? work.now,
    updatedAt: work.now,
  };
  const checkOwn: EditDeps['checkOwn'] = (of, body) => [...deps.checkOwn(of, body), ...chosenAnew(object, before)];
  const refused =
    beyondLimit(deps, objects, before, object, work.now) ??
    refusalOf(
      { ...deps, checkOwn, world: withBrokenObjects(deps.world, brokenBut(stored, object)) },
      objects,
      object,
      work.now,
    );
  if (refused) {
    return refused;
  }
  await breatheIn(work.tx)();
  const row = rowOf(deps.vault, object);
  await keepPastAbsence(work, deps, objects, readable);
  await saveObject(work, row);
  await keepRotaVersions(work, [row], versions, { actor: request.actor, holdsFrom: request.holdsFrom });
  await writeAudit(work, [
    {
      actor: request.actor,
      action: before ? 'change' : 'create',
      subject: request.id,
      ...auditStates(kind, before && said(stored, before), object.body),
    },
  ]);
  if (kind === 'units') {
    const unit = object.body as UnitWire;
    requestNotices(work, hrNotices((readable?.body as UnitWire | undefined) ?? null, unit, request.actor));
  }
  if (kind === 'workProfiles') {
    requestNotices(work, profileNotices(objects, object.body as WorkProfileWire, request.actor));
  }
  await writeEvents(work, 'rota', [...(before ? rotasTouched(work, before) : []), ...rotasTouched(work, object)]);
  return { ok: true, object };
}

/** Fields that a newer release wrote, and that the writer of this body does not know. */
function fromLater(schema: z.ZodObject, kind: ConfigKind, before: StoredObject | null): object {
  const own = kind === 'integrations' ? ['oldTokens', 'oldSecrets'] : kind === 'calendars' ? ['trusted'] : [];
  return Object.fromEntries(
    Object.entries(before?.body ?? {}).filter(([key]) => !(key in schema.shape) && !own.includes(key)),
  );
}

/** With what only the sidecar adds. */
function bodyOf(work: Work, { resource, body, isAdmin = false }: WriteRequest, before: StoredObject | null): object {
  switch (resource) {
    case 'integrations':
      return written(work, body as IntegrationBody, (before?.body as IntegrationBody | undefined) ?? null);
    case 'calendars':
      return preserveTrust(body as CalendarBody, (before?.body as CalendarBody | undefined) ?? null, isAdmin);
    default:
      return body;
  }
}

/** Adds the token and the secret of signatures; replaced ones stay valid for another day. */
function written(work: Work, body: IntegrationBody, before: IntegrationBody | null): IntegrationBody {
  return keepSecret(preserveToken(work, body, before), before, work.now);
}

/** Problems that exist only because the object changed. */
function chosenAnew({ kind, body }: StoredObject, before: StoredObject | null): Problem[] {
  return kind === 'integrations'
    ? weakToken(body as IntegrationBody, (before?.body as IntegrationBody | undefined) ?? null)
    : [];
}

/** Why the new state of this object is refused; null: it is accepted. */
export function refusalOf(
  deps: EditDeps,
  objects: readonly StoredObject[],
  object: StoredObject,
  now: number,
): RefusedChange | null {
  const isIt = (other: StoredObject) => other.kind === object.kind && other.id === object.id;
  const next = objects.some(isIt) ? objects.map((other) => (isIt(other) ? object : other)) : [...objects, object];
  const { own, others } = checkChange(deps.world, { before: objects, after: next, written: object }, now);
  const problems = [...own, ...deps.checkOwn(object.kind as ConfigKind, object.body)];
  const [first] = problems;
  if (first) {
    // The written fields are right, but another unit must release the person first.
    const code = problems.every(({ reason }) => reason === 'other-unit') ? 'conflict' : 'validation';
    return refuse(code, `${first.path} ${first.message}`.trim(), { reason: 'invalid' }, problems);
  }
  return others.length > 0
    ? refuse(
        'conflict',
        `Other things would no longer fit: ${inOneSentence(others)}. Change those first.`,
        { reason: 'would-break', data: { others: others.length } },
        others,
      )
    : null;
}

/** For pages that are open. */
export function rotasTouched({ directory }: Work, { kind, id, body }: StoredObject): string[] {
  switch (kind) {
    case 'rotas':
      return [id];
    case 'absences':
      return rotasOfPerson(directory, (body as AbsenceWire).user);
    case 'calendars':
      return rotasOfCalendar(directory, { ...(body as CalendarWire), id });
    default:
      return [];
  }
}
