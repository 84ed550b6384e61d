/**
 * Erases a person: stored rows keep a pseudonym instead (GDPR, art. 17: pay and law require the rows, not the
 * identity). Refused while any object in force names the person.
 */
import { SECRET_METHODS } from '#domain/notify/address/secret-address';
import type { Problem } from '#contract/base/problem';
import type { ReferenceFacts } from '#contract/references';
import { withProfile } from '#contract/people/profile';
import type { ProfileWire } from '#contract/people/profile';
import { refersToObject } from '#contract/references/stored';
import type { UserWire } from '#contract/people/user';
import type { Swap } from '#domain/rota/model';
import type { RefusedChange, StoredObject } from '../ports/configuration.ts';
import { writeAudit } from '../store/access/audit.ts';
import { deleteConfigRow, lockConfigRows, replaceConfigBody } from '../store/configuration/objects.ts';
import { readRotaVersions } from '../store/configuration/rota-versions.ts';
import { readIncidentsNeeding } from '../store/incidents/of-person.ts';
import { lockConfiguration } from '../store/concurrency/key-locks.ts';
import { deleteRowsOf, eraseSome } from '../store/people/erase.ts';
import type { EraseCursor } from '../store/people/erase.ts';
import type { PersonErasure } from '../store/people/rewrite.ts';
import type { Work } from '../store/work.ts';
import { checkChange } from './check.ts';
import { openMonths } from './labour/kept-months.ts';
import { findEditable, refuse } from './edit.ts';
import type { EditDeps } from './edit.ts';
import { devicesOf } from './objects.ts';
import { withBrokenObjects } from './stored/broken.ts';
import { readStoredIn } from './stored/read.ts';
import { ERASURE } from './stored/schemas.ts';
import { readStored as readStoredJson } from '../store/stored/json.ts';
import { removeObjects } from './remove.ts';
import { bumpRevision } from '../store/revision.ts';
import { rowOf, saveObject } from './rows.ts';

export interface EraseRequest {
  login: string;
  actor: string;
}

export type EraseResult = { ok: true; pseudonym: string } | RefusedChange;

/** An erasure under way. It reserves the login, and is removed when everything is done. */
const KIND = 'erasures';

export async function eraseUser(work: Work, deps: EditDeps, { login, actor }: EraseRequest): Promise<EraseResult> {
  await lockConfiguration(work);
  const stored = await readStoredIn(work, deps.vault);
  const { objects } = stored;
  const user = findEditable(objects, { resource: 'users', id: login, ifVersion: null, actor });
  if ('ok' in user) {
    return user;
  }
  const where = [
    ...namedBy(withBrokenObjects(deps.world, stored.broken), objects, user, work.now),
    ...swapsInForce(objects, login, work.now),
    ...(await statesInForce(work, login)),
    ...(await openIncidents(work, login)),
    ...(await openMonths(work.tx, login)),
  ];
  if (where.length > 0) {
    return refuse(
      'conflict',
      `${login} is still needed: ${where
        .slice(0, 5)
        .map(({ message }) => message)
        .join('; ')}. Change that first.`,
      { reason: 'in-use', data: { kind: 'user', id: login, by: where.length } },
      where,
    );
  }
  const erasure = {
    login,
    pseudonym: `erased-${work.ids.next().slice(-10).toLowerCase()}`,
    words: wordsOf(objects, user),
  };
  await removeObjects(work, deps, objects, [...ownObjects(objects, login), user], actor);
  await deleteRowsOf(work, erasure);
  await saveObject(
    work,
    rowOf(deps.vault, {
      kind: KIND,
      id: erasure.pseudonym,
      body: { erasure, cursor: { place: 0, after: null } },
      origin: 'api',
      version: 1,
      createdAt: work.now,
      updatedAt: work.now,
    }),
  );
  await writeAudit(work, [
    { actor, action: 'erase', kind: 'users', subject: erasure.pseudonym, before: null, after: null },
  ]);
  return { ok: true, pseudonym: erasure.pseudonym };
}

/**
 * Runs one batch of an erasure under way.
 * @returns false if there is none
 */
export async function goOnErasing(work: Work): Promise<boolean> {
  const rows = await lockConfigRows(work, KIND);
  const [row] = rows.flatMap(underWay);
  if (row === undefined) {
    return false;
  }
  const { erasure, cursor } = row;
  const next = await eraseSome(work, erasure, cursor);
  if (next === null) {
    await deleteConfigRow(work, KIND, row.id);
    // The saved states of rotas have changed.
    await bumpRevision(work);
  } else {
    await replaceConfigBody(work, KIND, row.id, JSON.stringify({ erasure, cursor: next }));
  }
  return true;
}

/** An unreadable erasure does not block the others. */
function underWay({
  id,
  body,
}: {
  id: string;
  body: string;
}): Array<{ id: string; erasure: PersonErasure; cursor: EraseCursor }> {
  const read = readStoredJson(ERASURE, body, { kind: KIND, id });
  return read.ok ? [{ id, ...read.value }] : [];
}

/** The person's own absences and work profiles do not block the erasure. */
function namedBy(world: ReferenceFacts, objects: readonly StoredObject[], user: StoredObject, now: number): Problem[] {
  const own = ownObjects(objects, user.id);
  const rest = objects.filter(
    (object) => object !== user && !own.includes(object) && !(object.kind === 'profiles' && object.id === user.id),
  );
  return checkChange(world, { before: objects, after: rest, written: null }, now).others;
}

/** Kinds of objects about one person alone, named by their `user`. */
const OF_ONE_PERSON: readonly string[] = ['absences', 'workProfiles'];

/** Deletes objects that belong to the person; those from files are removed there. */
function ownObjects(objects: readonly StoredObject[], login: string): StoredObject[] {
  return objects.filter(
    ({ kind, origin, body }) =>
      OF_ONE_PERSON.includes(kind) && origin === 'api' && (body as { user?: string }).user === login,
  );
}

function swapsInForce(objects: readonly StoredObject[], login: string, now: number): Problem[] {
  return objects.flatMap((object): Problem[] => {
    if (object.kind !== 'swaps') {
      return [];
    }
    const { rota, state, window, inReturn } = object.body as Swap;
    const isTheirs = refersToObject(object, 'user', login);
    const isAhead = (state === 'open' || state === 'taken') && Math.max(window.end, inReturn?.end ?? 0) > now;
    return isTheirs && isAhead
      ? [{ path: '', message: `swap on rota "${rota}"`, reason: 'used-by-swap', data: { rota } }]
      : [];
  });
}

/** A change that applies later: until then the previous state applies. */
async function statesInForce(work: Work, login: string): Promise<Problem[]> {
  const rows = await readRotaVersions(work.tx);
  const next = (index: number) =>
    rows[index + 1]?.id === rows[index]?.id ? (rows[index + 1]?.holds_from ?? null) : null;
  const names = rows.filter(
    (row, index) =>
      row.body?.includes(JSON.stringify(login)) && work.directory.rotas.has(row.id) && (next(index) ?? 0) > work.now,
  );
  return [...new Set(names.map(({ id }) => id))].map((rota) => ({
    path: '',
    message: `rota "${rota}", until its next state holds`,
    reason: 'used-until-next-state',
    data: { rota },
  }));
}

async function openIncidents(work: Work, login: string): Promise<Problem[]> {
  const numbers = await readIncidentsNeeding(work, login, 5);
  return numbers.map((number) => ({
    path: '',
    message: `incident #${number} is not resolved`,
    reason: 'used-by-incident',
    data: { number },
  }));
}

/** What is erased wherever it stands. Addresses that are secrets are stored nowhere else, and would be stored here as they are. */
function wordsOf(objects: readonly StoredObject[], user: StoredObject): string[] {
  const profile = objects.find((object) => object.kind === 'profiles' && object.id === user.id)?.body as
    ProfileWire | undefined;
  const { name, email, contactMethods } = withProfile(user.body as UserWire, profile);
  const phones = devicesOf(objects)
    .filter(({ body }) => body.user === user.id)
    .map(({ body }) => body.name);
  return [
    ...new Set(
      [
        name,
        email,
        ...(contactMethods ?? []).flatMap(({ type, to }) => (SECRET_METHODS.has(type) ? [] : [to])),
        ...phones,
      ].filter((word): word is string => word !== null && word.length > 2),
    ),
  ];
}
