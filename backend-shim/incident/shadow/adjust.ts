/** Puts the shadows in force that integrations, teams and `VIGIE_SHADOW` state. */
import { readRevision } from '../../store/revision.ts';
import { lockShadows, readShadows } from '../../store/shadow/shadows.ts';
import type { ShadowKind, ShadowRow } from '../../store/shadow/shadows.ts';
import type { Work } from '../../store/work.ts';
import { isSame, switchShadows } from './switch.ts';

/** @param all `VIGIE_SHADOW`, which counts at a start; null: it stays as it is */
export async function adjustShadows(work: Work, all: boolean | null = null): Promise<void> {
  if (isInForce(work, all, await readShadows(work.tx))) {
    return;
  }
  await lockShadows(work, 'switch');
  const isOutdated = (await readRevision(work.tx, work.unreadable)) !== work.directory.revision;
  if (isOutdated && all === null) {
    // Another sidecar has saved a change: this one reads it in a moment, and adjusts then.
    return;
  }
  const before = await readShadows(work.tx);
  const wanted = wantedRows(work, all, before);
  await switchShadows(work, {
    before,
    added: wanted.filter((row) => !before.some((one) => isSame(one, row))),
    removed: before.filter((row) => !wanted.some((one) => isSame(one, row))),
  });
}

function isInForce(work: Work, all: boolean | null, stored: readonly ShadowRow[]): boolean {
  const wanted = wantedRows(work, all, stored);
  return wanted.length === stored.length && wanted.every((row) => stored.some((one) => isSame(one, row)));
}

/** What people pressed stays, as long as the team is there. */
function wantedRows({ directory, now }: Work, all: boolean | null, stored: readonly ShadowRow[]): ShadowRow[] {
  const stated = (kind: ShadowKind, subject: string): ShadowRow => ({
    kind,
    subject,
    origin: 'stated',
    at: now,
    by: null,
  });
  const isAll = all ?? stored.some(({ kind }) => kind === 'all');
  return [
    ...(isAll ? [stated('all', '')] : []),
    ...[...directory.teams.values()].filter((team) => team.shadow === true).map(({ id }) => stated('team', id)),
    ...[...directory.integrations.values()]
      .filter((one) => one.shadow === true)
      .map(({ id }) => stated('integration', id)),
    ...stored.filter(({ origin, subject }) => origin === 'pressed' && directory.teams.has(subject)),
  ];
}
