/** Users: the fields that an Admin, Grafana or a file sets, and the fields that people set themselves. */
import { isDeepStrictEqual } from 'node:util';
import type { ContactMethodWire, UserWire } from '#contract/people/user';
import { user as userSchema } from '#contract/people/user';
import {
  EMPTY_PROFILE,
  PROFILE_FIELDS,
  sameAddress,
  says,
  trustAfter,
  UNSAID,
  withProfile,
} from '#contract/people/profile';
import type { ProfileWire, VerifiedMethod } from '#contract/people/profile';
import { parse } from '#contract/base/schema';
import { writeAudit } from '../store/access/audit.ts';
import { lockConfiguration } from '../store/concurrency/key-locks.ts';
import type { Work } from '../store/work.ts';
import { isStale, refusalOf, refuse, userVersion } from './edit.ts';
import { noteDisabling } from './people/disabled.ts';
import { greetHolder } from './holders.ts';
import { refuseBeyondLimit } from './limits.ts';
import { rowOf, saveObject } from './rows.ts';
import type { EditDeps } from './edit.ts';
import { readObjects } from './objects.ts';
import { withBrokenObjects } from './stored/broken.ts';
import { readStoredIn } from './stored/read.ts';
import type { StoredConfiguration } from './stored/read.ts';
import type { RefusedChange, StoredObject, UserWrite } from '../ports/configuration.ts';
import { hideStates } from './secrets.ts';

export type UserResult = { ok: true } | RefusedChange;

/** Fields that only an Admin sets. */
const ADMIN_FIELDS = ['name', 'email', 'admin', 'disabled'] as const;
const OWN_FIELDS = ['timeZone', 'language'] as const;

export async function createUser(work: Work, deps: EditDeps, write: UserWrite): Promise<UserResult> {
  await lockConfiguration(work);
  const stored = await readStoredIn(work, deps.vault);
  if ([...stored.objects, ...stored.broken].some((object) => object.kind === 'users' && object.id === write.login)) {
    return refuse('conflict', `There is already a user ${write.login}.`, {
      reason: 'exists',
      data: { kind: 'user', id: write.login },
    });
  }
  return save(work, knowingOthers(deps, stored), stored.objects, null, write);
}

export async function replaceUser(work: Work, deps: EditDeps, write: UserWrite): Promise<UserResult> {
  await lockConfiguration(work);
  const stored = await readStoredIn(work, deps.vault);
  const { objects } = stored;
  const before = objects.find((object) => object.kind === 'users' && object.id === write.login);
  if (!before) {
    return replaceBroken(work, deps, stored, write);
  }
  const stale = isStale(userVersion(objects, write.login), write.ifVersion);
  return stale ?? stated(before, write) ?? save(work, knowingOthers(deps, stored), objects, before, write);
}

/** The stored fields are lost, so an Admin must send them again. */
async function replaceBroken(
  work: Work,
  deps: EditDeps,
  stored: StoredConfiguration,
  write: UserWrite,
): Promise<UserResult> {
  const broken = stored.broken.find((object) => object.kind === 'users' && object.id === write.login);
  if (!broken) {
    return refuse('not-found', `There is no user ${write.login}.`, {
      reason: 'no-such',
      data: { kind: 'user', id: write.login },
    });
  }
  if (!write.isAdmin) {
    return refuse('forbidden', `The user ${write.login} cannot be read. Only an Admin replaces or deletes it.`, {
      reason: 'unreadable',
    });
  }
  if (broken.origin === 'file') {
    return refuse(
      'conflict',
      `The user ${write.login} is stated in a provisioning file and is read-only here. Change the file, or have it read again.`,
      { reason: 'provisioned', data: { kind: 'user', id: write.login } },
    );
  }
  return (
    isStale(broken.version, write.ifVersion) ??
    save(work, knowingOthers(deps, stored), stored.objects, null, write, broken)
  );
}

function knowingOthers(deps: EditDeps, { broken }: StoredConfiguration): EditDeps {
  return { ...deps, world: withBrokenObjects(deps.world, broken) };
}

/** Fields from a file, and fields that only an Admin may set, must be sent unchanged. */
function stated(before: StoredObject, { body, isAdmin, login }: UserWrite): RefusedChange | null {
  const old = before.body as UserWire;
  const differs = (field: keyof UserWire) => !isDeepStrictEqual(plain(old[field]), plain(body[field]));
  if (before.origin === 'file') {
    const fields = [...ADMIN_FIELDS, ...OWN_FIELDS, ...PROFILE_FIELDS.filter((field) => says(old, field))].filter(
      differs,
    );
    return fields.length === 0
      ? null
      : refuse(
          'conflict',
          `A provisioning file states ${fields.join(', ')} of ${login}; they are read-only here. Change the file instead.`,
          { reason: 'provisioned', data: { kind: 'user', id: login } },
          fields.map((path) => ({ path, message: 'is stated in a file', reason: 'provisioned' })),
        );
  }
  const forbidden = isAdmin ? [] : ADMIN_FIELDS.filter(differs);
  return forbidden.length === 0
    ? null
    : refuse(
        'forbidden',
        `Only an Admin changes ${forbidden.join(', ')} of a user.`,
        { reason: 'fields-by-admins', data: { fields: forbidden } },
        forbidden.map((path) => ({ path, message: 'is for Admins to change', reason: 'admin-only' })),
      );
}

function plain(value: unknown): unknown {
  return value === undefined ? null : (JSON.parse(JSON.stringify(value)) as unknown);
}

/** The columns of a row besides its body. */
type RowDetails = Pick<StoredObject, 'version' | 'createdAt' | 'origin'>;

async function save(
  work: Work,
  deps: EditDeps,
  objects: readonly StoredObject[],
  before: StoredObject | null,
  write: UserWrite,
  row: RowDetails | null = before,
): Promise<UserResult> {
  const { login, body } = write;
  const own: UserWire = before?.origin === 'file' ? (before.body as UserWire) : { ...body, ...UNSAID };
  const profileBefore = objects.find((object) => object.kind === 'profiles' && object.id === login) ?? null;
  const profile = profileOf(own, profileBefore?.body as ProfileWire | undefined, write);
  const user = object('users', login, own, row, work.now, row?.origin ?? 'api');
  const beside = object('profiles', login, profile, profileBefore, work.now, 'api');
  const others = objects.filter((one) => !(one.kind === 'profiles' && one.id === login));
  const had = (profileBefore?.body as ProfileWire | undefined)?.contactMethods?.length ?? 0;
  const refused =
    refuseBeyondLimit('contactMethods', login, had, profile.contactMethods?.length ?? 0) ??
    refusalOf(
      { ...deps, checkOwn: () => deps.checkOwn('users', withProfile(own, profile)) },
      [...others, beside],
      user,
      work.now,
    );
  if (refused) {
    return refused;
  }
  if (before?.origin !== 'file') {
    await saveObject(work, rowOf(deps.vault, user));
  }
  await saveObject(work, rowOf(deps.vault, beside));
  await noteDisabling(work, deps.vault, objects, { login, is: own.disabled });
  const beforeBody = before && withProfile(before.body as UserWire, profileBefore?.body as ProfileWire | undefined);
  await writeAudit(work, [
    {
      actor: write.actor,
      action: row ? 'change' : 'create',
      kind: 'users',
      subject: login,
      ...hideStates('users', beforeBody, withProfile(own, profile)),
    },
  ]);
  return { ok: true };
}

function object(
  kind: string,
  id: string,
  body: object,
  before: RowDetails | null,
  now: number,
  origin: StoredObject['origin'],
): StoredObject {
  return {
    kind,
    id,
    body,
    origin,
    version: (before?.version ?? 0) + 1,
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
  };
}

function profileOf(own: UserWire, before: ProfileWire | undefined, { body, isAdmin, vouched }: UserWrite): ProfileWire {
  const methods = own.contactMethods === null ? body.contactMethods : null;
  // Also of a file's methods: what was confirmed stays confirmed while the person changes something else.
  const known = (before ?? EMPTY_PROFILE).verified.filter((one) =>
    (methods ?? own.contactMethods ?? []).some((method) => sameAddress(method, one)),
  );
  const byAdmin = isAdmin
    ? (methods ?? []).filter((method) => vouched.includes(method.id) && !known.some((one) => sameAddress(one, method)))
    : [];
  const said = PROFILE_FIELDS.filter((field) => !says(own, field)).map((field) => [field, body[field]]);
  return {
    ...UNSAID,
    ...(Object.fromEntries(said) as Partial<ProfileWire>),
    verified: [...known, ...byAdmin.map(addressOf)],
    ...trustAfter(before, methods ?? [], isAdmin),
  };
}

function addressOf({ id, type, to }: ContactMethodWire): VerifiedMethod {
  return { id, type, to };
}

/** Marks the address as verified, after the right code. */
export async function markVerified(
  work: Work,
  deps: EditDeps,
  login: string,
  method: VerifiedMethod,
  actor: string,
): Promise<void> {
  await lockConfiguration(work);
  const objects = await readObjects(work, deps.vault);
  const before = objects.find((one) => one.kind === 'profiles' && one.id === login);
  // Who has methods of a file alone has no profile yet.
  const profile = (before?.body as ProfileWire | undefined) ?? EMPTY_PROFILE;
  if (profile.verified.some((one) => sameAddress(one, method))) {
    return;
  }
  await saveObject(
    work,
    rowOf(
      deps.vault,
      object(
        'profiles',
        login,
        { ...profile, verified: [...profile.verified, method] },
        before ?? null,
        work.now,
        'api',
      ),
    ),
  );
  await writeAudit(work, [
    { actor, action: 'verify', kind: 'users', subject: login, before: null, after: { method: method.id } },
  ]);
}

export interface NewUser {
  login: string;
  name: string | null;
  email: string | null;
  /** The time zone of the browser; null: unknown. */
  timeZone: string | null;
}

/**
 * Creates the user when they come through Grafana for the first time. Later it fills in the name and the address that
 * they did not have then; what they have is theirs.
 * @returns false if such a login cannot be stored
 */
export async function welcome(work: Work, deps: EditDeps, newcomer: NewUser): Promise<boolean> {
  await lockConfiguration(work);
  const { objects, broken } = await readStoredIn(work, deps.vault);
  // An unreadable user is left for an Admin to repair.
  if ([...objects, ...broken].some((one) => one.kind === 'users' && one.id === newcomer.login)) {
    await greetHolder(work, deps.vault, objects, newcomer);
    await fillEmpty(work, deps, objects, newcomer);
    return true;
  }
  const { timeZone } = newcomer;
  const bare = parse(userSchema, {
    login: newcomer.login,
    ...(timeZone !== null && deps.world.isZone(timeZone) && { timeZone }),
  });
  if (!bare.ok) {
    return false;
  }
  const withMail = parse(userSchema, { ...bare.value, email: newcomer.email });
  const withName = parse(userSchema, {
    ...(withMail.ok ? withMail.value : bare.value),
    name: newcomer.name?.trim() || null,
  });
  const body = withName.ok ? withName.value : withMail.ok ? withMail.value : bare.value;
  await saveObject(work, rowOf(deps.vault, object('users', newcomer.login, body, null, work.now, 'api')));
  await writeAudit(work, [
    { actor: newcomer.login, action: 'create', kind: 'users', subject: newcomer.login, before: null, after: body },
  ]);
  return true;
}

async function fillEmpty(
  work: Work,
  deps: EditDeps,
  objects: readonly StoredObject[],
  newcomer: NewUser,
): Promise<void> {
  const before = objects.find(({ kind, id }) => kind === 'users' && id === newcomer.login);
  if (before === undefined || before.origin === 'file') {
    return;
  }
  const old = before.body as UserWire;
  const name = old.name ?? (newcomer.name?.trim() || null);
  const email = old.email ?? newcomer.email;
  const filled = parse(userSchema, { ...old, name, email });
  if (old.disabled || !filled.ok || (name === (old.name ?? null) && email === (old.email ?? null))) {
    return;
  }
  await saveObject(work, rowOf(deps.vault, object('users', newcomer.login, filled.value, before, work.now, 'api')));
  await writeAudit(work, [
    {
      actor: newcomer.login,
      action: 'change',
      kind: 'users',
      subject: newcomer.login,
      before: old,
      after: filled.value,
    },
  ]);
}
