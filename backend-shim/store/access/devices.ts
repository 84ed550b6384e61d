/** Stores sessions of devices and the links that enrol them, both as keyed hashes only. */
import { run, selectIn, upsertRows } from '../query.ts';
import type { StoreCapabilities } from '../capabilities.ts';
import type { DeviceSessionTable, EnrolmentTable } from '../schema/devices.ts';
import type { Db } from '../store.ts';
import type { Work } from '../work.ts';

export async function readSession(db: Db, cap: StoreCapabilities, token: string): Promise<DeviceSessionTable | null> {
  const rows = await run<DeviceSessionTable>(db, `select * from device_sessions where token = ${cap.placeholder(1)}`, [
    token,
  ]);
  return rows[0] ?? null;
}

export async function sessionsOf(
  db: Db,
  cap: StoreCapabilities,
  devices: readonly string[],
): Promise<ReadonlyMap<string, DeviceSessionTable>> {
  const rows = await selectIn<DeviceSessionTable>(db, cap, '* from device_sessions', 'device', devices);
  return new Map(rows.map((row) => [row.device, row]));
}

export function saveSession(work: Work, row: DeviceSessionTable): Promise<void> {
  return upsertRows(work.tx, work.cap, 'device_sessions', ['device'], [row]);
}

/** Updates a device only if it still exists: a device that was removed meanwhile does not come back. */
export async function renewSession(work: Work, device: string, expiresAt: number): Promise<void> {
  const p = work.cap.placeholder;
  await run(work.tx, `update device_sessions set seen_at = ${p(1)}, expires_at = ${p(2)} where device = ${p(3)}`, [
    work.now,
    expiresAt,
    device,
  ]);
}

export async function removeSessions(work: Work, devices: readonly string[]): Promise<void> {
  await run(work.tx, `delete from device_sessions where ${work.cap.inList('device', work.cap.placeholder(1))}`, [
    work.cap.listParameter(devices),
  ]);
}

export async function readEnrolment(work: Work, user: string): Promise<EnrolmentTable | null> {
  const rows = await run<EnrolmentTable>(
    work.tx,
    `select * from enrolments where "user" = ${work.cap.placeholder(1)} ${work.cap.forUpdate}`,
    [user],
  );
  return rows[0] ?? null;
}

export function saveEnrolment(work: Work, row: EnrolmentTable): Promise<void> {
  return upsertRows(work.tx, work.cap, 'enrolments', ['"user"'], [row]);
}

/** Only reads, so that a wrong code costs no write. */
export async function hasEnrolment(db: Db, cap: StoreCapabilities, code: string, now: number): Promise<boolean> {
  const rows = await run<{ user: string }>(
    db,
    `select "user" from enrolments where code = ${cap.placeholder(1)} and expires_at > ${cap.placeholder(2)}`,
    [code, now],
  );
  return rows.length > 0;
}

/**
 * Takes the link. If two phones open the same link, one of them is told that it was used. @returns whose link it was
 */
export async function takeEnrolment(work: Work, code: string): Promise<string | null> {
  const p = work.cap.placeholder;
  const rows = await run<{ user: string }>(
    work.tx,
    `delete from enrolments where code = ${p(1)} and expires_at > ${p(2)} returning "user"`,
    [code, work.now],
  );
  return rows[0]?.user ?? null;
}

export async function removeEnrolment(work: Work, user: string): Promise<void> {
  await run(work.tx, `delete from enrolments where "user" = ${work.cap.placeholder(1)}`, [user]);
}

/** Deletes sessions and links that have expired. */
export async function forgetEnded(work: Work): Promise<void> {
  const p = work.cap.placeholder;
  await run(work.tx, `delete from device_sessions where expires_at <= ${p(1)}`, [work.now]);
  await run(work.tx, `delete from enrolments where expires_at <= ${p(1)}`, [work.now]);
}
