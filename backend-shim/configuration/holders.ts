/**
 * Tracks the successive holders of a login. Responder links are made for a holder: once the login is removed or given
 * to somebody else, earlier links lead nowhere. The count outlives the person, so it is stored under a hash of the
 * login.
 */
import { createHash } from 'node:crypto';
import type { ProfileWire } from '#contract/people/profile';
import { parse } from '#contract/base/schema';
import { user as userSchema } from '#contract/people/user';
import type { UserWire } from '#contract/people/user';
import type { StoredObject } from '../ports/configuration.ts';
import type { Vault } from '../ports/vault.ts';
import { deleteCalendarLink } from '../store/duties/calendar-links.ts';
import { lockConfiguration } from '../store/concurrency/key-locks.ts';
import type { Work } from '../store/work.ts';
import { forgetDevicesOf } from './devices.ts';
import { devicesOf, readObjects } from './objects.ts';
import { rowOf, saveObject } from './rows.ts';

const KIND = 'holders';

function idOf(login: string): string {
  return createHash('sha256').update(`holder of ${login}`).digest('base64url');
}

/** The number of earlier holders of the login; usually 0. */
export function holdersBefore(objects: readonly StoredObject[]): (login: string) => number {
  const counts = new Map(
    objects.filter((object) => object.kind === KIND).map(({ id, body }) => [id, (body as { before: number }).before]),
  );
  // Avoids hashing in the many installations in which no login changed hands.
  return (login) => (counts.size === 0 ? 0 : (counts.get(idOf(login)) ?? 0));
}

interface HolderCount {
  before: number;
  /** The new holder has not come through Grafana yet. */
  unseen: boolean;
}

function find(objects: readonly StoredObject[], login: string): StoredObject | undefined {
  return objects.find((one) => one.kind === KIND && one.id === idOf(login));
}

/**
 * Makes somebody else the holder of the login.
 * @param unseen Grafana's data about them is taken when they come
 */
export async function endHolding(
  work: Work,
  vault: Vault,
  objects: readonly StoredObject[],
  login: string,
  unseen = false,
): Promise<void> {
  await deleteCalendarLink(work, 'user', login);
  const object = find(objects, login);
  const body: HolderCount = { before: holdersBefore(objects)(login) + 1, unseen };
  await saveObject(
    work,
    rowOf(vault, {
      kind: KIND,
      id: idOf(login),
      body,
      origin: 'api',
      version: (object?.version ?? 0) + 1,
      createdAt: object?.createdAt ?? work.now,
      updatedAt: work.now,
    }),
  );
}

/**
 * The new holder comes through Grafana for the first time, and gets their own address unless an Admin has set one
 * meanwhile.
 */
export async function greetHolder(
  work: Work,
  vault: Vault,
  objects: readonly StoredObject[],
  { login, email }: { login: string; email: string | null },
): Promise<void> {
  const [holders, user] = [find(objects, login), objects.find((one) => one.kind === 'users' && one.id === login)];
  if (!holders || !(holders.body as HolderCount).unseen) {
    return;
  }
  const save = (object: StoredObject, body: object) =>
    saveObject(work, rowOf(vault, { ...object, body, version: object.version + 1, updatedAt: work.now }));
  await save(holders, { ...(holders.body as HolderCount), unseen: false });
  const next =
    user?.origin === 'api' && (user.body as UserWire).email === null
      ? parse(userSchema, { ...(user.body as UserWire), email })
      : null;
  if (user && next?.ok) {
    await save(user, next.value);
  }
}

/**
 * Gives the login, with everything that names it, to somebody else: devices, links and calendars of the previous holder
 * end, and their addresses are removed. Values from files apply to the new holder.
 */
export async function changeHolder(work: Work, vault: Vault, login: string): Promise<void> {
  await lockConfiguration(work);
  const objects = await readObjects(work, vault);
  const devices = new Set(
    devicesOf(objects)
      .filter(({ body }) => body.user === login)
      .map(({ id }) => id),
  );
  await forgetDevicesOf(work, objects, login);
  await endHolding(work, vault, objects, login, true);
  const save = (object: StoredObject, body: object) =>
    saveObject(work, rowOf(vault, { ...object, body, version: object.version + 1, updatedAt: work.now }));
  const [user, profile] = ['users', 'profiles'].map((kind) =>
    objects.find((object) => object.kind === kind && object.id === login),
  );
  if (user?.origin === 'api') {
    // Grafana supplies the new holder's address when they come.
    await save(user, { ...(user.body as UserWire), email: null });
  }
  if (profile) {
    await save(profile, unproved(profile.body as ProfileWire, devices));
  }
}

function unproved(profile: ProfileWire, devices: ReadonlySet<string>): ProfileWire {
  const without = (rules: NonNullable<ProfileWire['notificationRules']>['default']) =>
    rules.filter(({ method }) => !devices.has(method));
  const rules = profile.notificationRules;
  return {
    ...profile,
    verified: [],
    trusted: false,
    trustedMethods: [],
    notificationRules: rules && { default: without(rules.default), urgent: without(rules.urgent) },
  };
}
