/** Stores devices with the app beside the user, so that a reload of files does not touch them. */
import type { Refusal as Why } from '#contract/reasons/refusals';
import type { DeviceWire, PushSubscriptionWire } from '#contract/people/device';
import type { ProfileWire } from '#contract/people/profile';
import type { RefusedChange, StoredObject } from '../ports/configuration.ts';
import type { Vault } from '../ports/vault.ts';
import { writeAudit } from '../store/access/audit.ts';
import { removeEnrolment, removeSessions } from '../store/access/devices.ts';
import { deleteConfigRow, deleteConfigRows } from '../store/configuration/objects.ts';
import { lockConfiguration } from '../store/concurrency/key-locks.ts';
import type { Work } from '../store/work.ts';
import { devicesOf, readObjects } from './objects.ts';
import { refuseBeyondLimit } from './limits.ts';
import { bumpRevision } from '../store/revision.ts';
import { rowOf, saveObject } from './rows.ts';

export type DeviceChange = { ok: true } | { ok: false; code: RefusedChange['code']; message: string; why: Why };

function gone(id: string): DeviceChange {
  return {
    ok: false,
    code: 'not-found',
    message: `There is no device ${id} any more.`,
    why: { reason: 'no-such', data: { kind: 'device', id } },
  };
}

function object(id: string, body: DeviceWire, before: StoredObject | null, now: number): StoredObject {
  return {
    kind: 'devices',
    id,
    body,
    origin: 'api',
    version: (before?.version ?? 0) + 1,
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
  };
}

/** The body for the audit log, without data that is erased with the person. */
function shown({ user, platform, to }: DeviceWire): object {
  return { user, platform, push: to !== null };
}

export async function addDevice(work: Work, vault: Vault, id: string, body: DeviceWire): Promise<DeviceChange> {
  await lockConfiguration(work);
  const objects = await readObjects(work, vault);
  if (!objects.some((one) => one.kind === 'users' && one.id === body.user)) {
    return {
      ok: false,
      code: 'not-found',
      message: `There is no user ${body.user} any more.`,
      why: { reason: 'no-such', data: { kind: 'user', id: body.user } },
    };
  }
  const has = devicesOf(objects).filter((one) => one.body.user === body.user).length;
  const refused = refuseBeyondLimit('devices', body.user, has, has + 1);
  if (refused) {
    return refused;
  }
  await saveObject(work, rowOf(vault, object(id, body, null, work.now)));
  await writeAudit(work, [
    { actor: body.user, action: 'create', kind: 'devices', subject: id, before: null, after: shown(body) },
  ]);
  return { ok: true };
}

/**
 * Sets the push subscription of the device; null removes it. A browser has one subscription, so another device with the
 * same address is this one from before it was enrolled again.
 */
export async function subscribeDevice(
  work: Work,
  vault: Vault,
  id: string,
  said: PushSubscriptionWire | null,
): Promise<DeviceChange> {
  await lockConfiguration(work);
  const objects = await readObjects(work, vault);
  const before = objects.find((one) => one.kind === 'devices' && one.id === id);
  if (!before) {
    return gone(id);
  }
  const device = before.body as DeviceWire;
  const to = said?.endpoint ?? null;
  const secret = said === null ? null : JSON.stringify(said.keys);
  if (device.to === to && device.secret === secret) {
    return { ok: true };
  }
  const after: DeviceWire = { ...device, to, secret, subscribedAt: said === null ? null : work.now };
  await saveObject(work, rowOf(vault, object(id, after, before, work.now)));
  await writeAudit(work, [
    {
      actor: device.user,
      action: said === null ? 'unsubscribe' : 'subscribe',
      kind: 'devices',
      subject: id,
      before: shown(device),
      after: shown(after),
    },
  ]);
  const same = devicesOf(objects).filter((one) => one.id !== id && to !== null && one.body.to === to);
  for (const one of same) {
    await remove(work, vault, objects, one.id, one.body, device.user);
  }
  return { ok: true };
}

/**
 * Removes the device, which is neither reached nor accepted from this transaction on.
 * @param user its owner
 */
export async function removeDevice(
  work: Work,
  vault: Vault,
  { user, id, actor }: { user: string; id: string; actor: string },
): Promise<DeviceChange> {
  await lockConfiguration(work);
  const objects = await readObjects(work, vault);
  const found = devicesOf(objects).find((one) => one.id === id && one.body.user === user);
  if (!found) {
    return gone(id);
  }
  await remove(work, vault, objects, id, found.body, actor);
  return { ok: true };
}

async function remove(
  work: Work,
  vault: Vault,
  objects: readonly StoredObject[],
  id: string,
  device: DeviceWire,
  actor: string,
): Promise<void> {
  await deleteConfigRow(work, 'devices', id);
  await removeSessions(work, [id]);
  await dropRules(work, vault, objects, id, device.user);
  await bumpRevision(work);
  await writeAudit(work, [
    { actor, action: 'delete', kind: 'devices', subject: id, before: shown(device), after: null },
  ]);
}

/** Removes the person's own rules that used the device; rules from files skip it. */
async function dropRules(
  work: Work,
  vault: Vault,
  objects: readonly StoredObject[],
  id: string,
  user: string,
): Promise<void> {
  const before = objects.find((one) => one.kind === 'profiles' && one.id === user);
  const profile = before?.body as ProfileWire | undefined;
  const rules = profile?.notificationRules ?? null;
  if (
    !before ||
    !profile ||
    rules === null ||
    ![...rules.default, ...rules.urgent].some(({ method }) => method === id)
  ) {
    return;
  }
  const without = {
    default: rules.default.filter(({ method }) => method !== id),
    urgent: rules.urgent.filter(({ method }) => method !== id),
  };
  await saveObject(
    work,
    rowOf(vault, {
      ...before,
      body: { ...profile, notificationRules: without },
      version: before.version + 1,
      updatedAt: work.now,
    }),
  );
}

/** Removes all devices of a person who is deleted, since these could answer in their name. */
export async function forgetDevicesOf(work: Work, objects: readonly StoredObject[], user: string): Promise<void> {
  const ids = devicesOf(objects)
    .filter((one) => one.body.user === user)
    .map((one) => one.id);
  await deleteConfigRows(work, 'devices', ids);
  await removeSessions(work, ids);
  await removeEnrolment(work, user);
}
