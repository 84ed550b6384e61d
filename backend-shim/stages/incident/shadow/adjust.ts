/** Puts the shadows in force that integrations, teams and `VIGIE_SHADOW` state. */
import { readRevision } from '../../../store/revision.ts';
import { confirmAllShadow } from '../../../store/shadow/confirmed.ts';
import { lockShadows, readShadows, withStoredSubject } from '../../../store/shadow/shadows.ts';
import type { ShadowKind, ShadowRow } from '../../../store/shadow/shadows.ts';
import type { Work } from '../../../store/work.ts';
import { isSame, switchShadows } from './switch.ts';

/** @param all `VIGIE_SHADOW`, which counts at a start; null: it stays as it is */
export async function adjustShadows(work: Work, all: boolean | null = null): Promise<void> {
  if (all === true) {
    await confirmAllShadow(work);
  }
  const stored = await readShadows(work.tx);
  if (isAlike(stored, await wantedRows(work, all, stored))) {
    return;
  }
  await lockShadows(work, 'switch');
  const isOutdated = (await readRevision(work.tx, work.unreadable)) !== work.directory.revision;
  const before = await readShadows(work.tx);
  // If another sidecar has saved a change, this one reads it in a moment, and adjusts the rest then.
  const wanted = isOutdated ? withAll(work, all, before) : await wantedRows(work, all, before);
  if (isAlike(before, wanted)) {
    return;
  }
  await switchShadows(work, {
    before,
    added: wanted.filter((row) => !before.some((one) => isSame(one, row))),
    removed: before.filter((row) => !wanted.some((one) => isSame(one, row))),
  });
}

function isAlike(stored: readonly ShadowRow[], wanted: readonly ShadowRow[]): boolean {
  return wanted.length === stored.length && wanted.every((row) => stored.some((one) => isSame(one, row)));
}

/** What is stored, but for the shadow of everything. */
function withAll({ now }: Work, all: boolean | null, stored: readonly ShadowRow[]): ShadowRow[] {
  const isAll = all ?? stored.some(({ kind }) => kind === 'all');
  return [...(isAll ? [stated(now, 'all', '')] : []), ...stored.filter(({ kind }) => kind !== 'all')];
}

/** What people pressed stays, as long as the team is there; and so does all of what cannot be read now. */
async function wantedRows(work: Work, all: boolean | null, stored: readonly ShadowRow[]): Promise<ShadowRow[]> {
  const { directory, now } = work;
  const ofKind = (kind: ShadowKind, objects: Iterable<{ id: string; shadow?: boolean }>) =>
    [...objects].filter(({ shadow }) => shadow === true).map(({ id }) => stated(now, kind, id));
  const isKnown = ({ kind, subject }: ShadowRow) =>
    (kind === 'team' ? directory.teams : directory.integrations).has(subject);
  const kept = withAll(work, all, stored);
  const unknown = kept.filter((row) => row.kind !== 'all' && !isKnown(row));
  const unreadable = await withStoredSubject(work, unknown);
  return [
    ...kept.filter(({ kind }) => kind === 'all'),
    ...ofKind('team', directory.teams.values()),
    ...ofKind('integration', directory.integrations.values()),
    ...kept.filter((row) => row.origin === 'pressed' && isKnown(row)),
    ...unreadable,
  ];
}

function stated(now: number, kind: ShadowKind, subject: string): ShadowRow {
  return { kind, subject, origin: 'stated', at: now, by: null };
}
