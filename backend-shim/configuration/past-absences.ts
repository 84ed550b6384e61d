/**
 * Keeps the past part of an absence that is changed or deleted, since rotas that skip or replace absent people have
 * used it. The part is stored beside absences, and is neither listed nor changed.
 */
import type { AbsenceWire } from '#contract/rotas/absence';
import { toAbsence } from '#contract/rotas/absence';
import type { UserWire } from '#contract/people/user';
import type { Absence } from '#domain/rota/model';
import type { ZoneTable } from '#domain/time/zone';
import type { StoredObject } from '../ports/configuration.ts';
import type { Vault } from '../ports/vault.ts';
import type { Work } from '../store/work.ts';
import { rowOf, saveObject } from './rows.ts';

const KIND = 'pastAbsences';

export interface PastAbsenceDeps {
  vault: Vault;
  zone(name: string): ZoneTable;
}

/** @param before null, or an object that is no absence: nothing is kept */
export async function keepPastAbsence(
  work: Work,
  deps: PastAbsenceDeps,
  objects: readonly StoredObject[],
  before: StoredObject | null,
): Promise<void> {
  if (before?.kind !== 'absences') {
    return;
  }
  const wire = before.body as AbsenceWire & { id: string };
  const user = objects.find((object) => object.kind === 'users' && object.id === wire.user)?.body as
    UserWire | undefined;
  const acted = toAbsence(wire, deps.zone(wire.timeZone ?? user?.timeZone ?? 'UTC'));
  const past: Absence = {
    ...acted,
    id: `past-${work.ids.next()}`,
    end: Math.min(acted.end, work.now),
    enteredAt: before.updatedAt,
  };
  if (past.start < past.end && before.updatedAt < work.now) {
    await savePastAbsence(work, deps.vault, past);
  }
}

export async function savePastAbsence(work: Work, vault: Vault, past: Absence): Promise<void> {
  const now = { createdAt: work.now, updatedAt: work.now };
  await saveObject(work, rowOf(vault, { kind: KIND, id: past.id, body: past, origin: 'api', version: 1, ...now }));
}

export function pastAbsences(objects: readonly StoredObject[]): Absence[] {
  return objects.filter((object) => object.kind === KIND).map((object) => object.body as Absence);
}
