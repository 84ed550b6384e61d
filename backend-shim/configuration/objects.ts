/** Reads all configured objects from the database, and converts them. */
import { CONFIG_KINDS, nameOf } from '#contract/config';
import type { Config, ConfigKind } from '#contract/config';
import { deviceMethods, withDevices } from '#contract/people/device-methods';
import type { DeviceWire } from '#contract/people/device';
import { withProfile } from '#contract/people/profile';
import type { ProfileWire } from '#contract/people/profile';
import type { UserWire } from '#contract/people/user';
import type { Swap } from '#domain/rota/model';
import type { BesideOverride, StoredObject } from '../ports/configuration.ts';
import type { Vault } from '../ports/vault.ts';
import type { Work } from '../store/work.ts';
import { readStoredIn } from './stored/read.ts';

/** For a change: those that can be read. */
export async function readObjects(work: Work, vault: Vault): Promise<readonly StoredObject[]> {
  return (await readStoredIn(work, vault)).objects;
}

/** The objects of the contract's kinds as one configuration, users with their own settings. */
export function configOf(objects: readonly StoredObject[]): Config {
  const byKind = Map.groupBy(objects, ({ kind }) => kind);
  const of = (kind: ConfigKind) => (byKind.get(kind) ?? []).map((object) => object.body);
  const config = Object.fromEntries(CONFIG_KINDS.map((kind) => [kind, of(kind)])) as Config;
  const profiles = profilesOf(objects);
  const devices = Map.groupBy(devicesOf(objects), ({ body }) => body.user);
  const own = (login: string) => deviceMethods(devices.get(login) ?? []);
  return {
    ...config,
    users: config.users.map((user) => withDevices(whole(user, profiles.get(user.login)), own(user.login))),
  };
}

/** By the user's own row. */
const wholes = new WeakMap<UserWire, { profile: ProfileWire; user: UserWire }>();

/** The same value where nothing changed, so that nothing is made of it anew. */
function whole(user: UserWire, profile: ProfileWire | undefined): UserWire {
  if (profile === undefined) {
    return user;
  }
  const before = wholes.get(user);
  if (before?.profile === profile) {
    return before.user;
  }
  const made = withProfile(user, profile);
  wholes.set(user, { profile, user: made });
  return made;
}

export interface StoredDevice {
  id: string;
  body: DeviceWire;
  createdAt: number;
}

/** Of everybody, oldest first. */
export function devicesOf(objects: readonly StoredObject[]): StoredDevice[] {
  return objects
    .filter((object) => object.kind === 'devices')
    .map(({ id, body, createdAt }) => ({ id, body: body as DeviceWire, createdAt }));
}

/** Users as stated in their own row. */
export function usersOf(objects: readonly StoredObject[]): Map<string, UserWire> {
  return new Map(
    objects.filter((object) => object.kind === 'users').map((object) => [object.id, object.body as UserWire]),
  );
}

export function profilesOf(objects: readonly StoredObject[]): Map<string, ProfileWire> {
  return new Map(
    objects.filter((object) => object.kind === 'profiles').map((object) => [object.id, object.body as ProfileWire]),
  );
}

/** In order of creation. */
export function besideOverrides(
  objects: readonly StoredObject[],
): Array<BesideOverride & { createdAt: number; version: number }> {
  return objects
    .filter((object) => object.kind === 'overrides')
    .map((object) => ({ ...(object.body as BesideOverride), createdAt: object.createdAt, version: object.version }))
    .sort((a, b) => a.createdAt - b.createdAt || (a.override.id < b.override.id ? -1 : 1));
}

/** Users are identified by login, other objects by id. */
export function idOf(kind: string, body: { id?: string; login?: string }): string {
  const id = kind === 'users' ? body.login : body.id;
  if (id === undefined) {
    throw new Error(`a ${kind} object without an id`);
  }
  return id;
}

/** Kinds that may be written without an id, which follows from their other fields. */
export const WITHOUT_ID: ReadonlySet<ConfigKind> = new Set(['absences', 'workProfiles']);

/** The id of an object of a file. */
export function keyOf(kind: ConfigKind, body: unknown): string {
  return WITHOUT_ID.has(kind)
    ? nameOf(kind, body as Config[ConfigKind][number])
    : idOf(kind, body as { id?: string; login?: string });
}

export function swapObjects(objects: readonly StoredObject[]): StoredObject[] {
  return objects.filter((object) => object.kind === 'swaps');
}

export function swapsOf(objects: readonly StoredObject[]): Swap[] {
  return swapObjects(objects).map((object) => object.body as Swap);
}
