/** Mails the owners of a rota on Mondays what needs care in it; if nothing does, sends no mail. */
import type { HealthNotice } from '#domain/notify/notice';
import { DIGEST_AHEAD, latestDigest, toDo } from '#domain/rota/health/digest';
import { frozenWarning } from '#domain/rota/health/frozen';
import { health } from '#domain/rota/health/health';
import type { AnyRota } from '#domain/rota/model';
import { versionAt } from '#domain/rota/resolve';
import { DAY } from '#domain/time/duration';
import { zoneTable } from '#domain/time/zone';
import type { Directory } from '../../ports/directory.ts';
import { requestNotices } from '../../store/outbox-requests.ts';
import { digestSlots, frozenSlots, takeDigestSlot, takeFrozenSlot } from '../../store/duties/duties.ts';
import { healthSubject } from '../../store/duties/rota-health.ts';
import type { Work } from '../../store/work.ts';

/** A mail that is later than this (Vigie was down) waits for the next Monday. */
const STALE = DAY;
const LISTED = 12;

/** @returns rotas whose mail is due now. A rota that is seen for the first time waits for its next Monday. */
export async function dueDigests(work: Work): Promise<string[]> {
  const known = await digestSlots(work, [...work.directory.rotas.keys()]);
  const due: string[] = [];
  for (const [id, rota] of work.directory.rotas) {
    const slot = slotOf(work, rota);
    const last = known.get(id);
    if (slot !== null && last === undefined) {
      await takeDigestSlot(work, id, slot);
    } else if (slot !== null && last !== undefined && last < slot) {
      due.push(id);
    }
  }
  return due;
}

/** One rota at a time: computing its health takes time on this thread, and paging must run in between. */
export async function sendDigest(work: Work, id: string): Promise<void> {
  const rota = work.directory.rotas.get(id);
  const slot = rota ? slotOf(work, rota) : null;
  if (!rota || slot === null || !(await takeDigestSlot(work, id, slot)) || work.now - slot > STALE) {
    return;
  }
  const found = health(
    await healthSubject(work.tx, work.directory, {
      rota,
      facts: work.directory.facts,
      from: work.now,
      to: work.now + DIGEST_AHEAD,
      now: work.now,
    }),
  );
  const state = versionAt(rota, work.now);
  const all = state === null ? [] : toDo(state, found.findings);
  if (state === null || all.length === 0) {
    return;
  }
  const findings = all.slice(0, LISTED).map(({ kind, users, start, end }) => ({ kind, users, start, end }));
  const letters = ownersOf(work.directory, state.team).map((user): HealthNotice => ({
    kind: 'tellHealth',
    user,
    health: { rota: id, score: found.score, findings, more: all.length - findings.length },
  }));
  requestNotices(work, letters);
}

/** @returns rotas that were taken over as overrides, and whose end is near: each warning goes once */
export async function dueFrozenWarnings(work: Work): Promise<string[]> {
  const ends = [...work.directory.rotas].flatMap(([id, rota]) => {
    const at = frozenSlot(work, rota);
    return at === null ? [] : [{ id, at }];
  });
  const known = await frozenSlots(
    work,
    ends.map(({ id }) => id),
  );
  return ends.flatMap(({ id, at }) => (known.get(id) === at ? [] : [id]));
}

export async function sendFrozenWarning(work: Work, id: string): Promise<void> {
  const rota = work.directory.rotas.get(id);
  const at = rota ? frozenSlot(work, rota) : null;
  // After the end, health and the gap itself say so.
  if (!rota || at === null || !(await takeFrozenSlot(work, id, at)) || (frozenUntilOf(work, rota) ?? 0) <= work.now) {
    return;
  }
  const found = health(
    await healthSubject(work.tx, work.directory, {
      rota,
      facts: work.directory.facts,
      now: work.now,
      from: work.now,
      to: work.now + DIGEST_AHEAD,
    }),
  );
  const findings = found.findings.filter(({ kind }) => kind === 'frozenEnd');
  const letters = ownersOf(work.directory, versionAt(rota, work.now)?.team ?? null).map((user): HealthNotice => ({
    kind: 'tellHealth',
    user,
    health: {
      rota: id,
      score: found.score,
      more: 0,
      findings: findings.map(({ kind, users, start, end }) => ({ kind, users, start, end })),
    },
  }));
  requestNotices(work, letters);
}

function frozenSlot(work: Work, rota: AnyRota): number | null {
  const until = frozenUntilOf(work, rota);
  return until === undefined ? null : frozenWarning(until, work.now);
}

function frozenUntilOf({ now }: Work, rota: AnyRota): number | undefined {
  return versionAt(rota, now)?.frozenUntil;
}

/** The managers of the rota's team; if there are none, the Admins. */
function ownersOf({ teams, responders, admins }: Directory, team: string | null): string[] {
  const managers = (team === null ? [] : (teams.get(team)?.managers ?? [])).filter(
    (login) => responders.get(login)?.disabled === false,
  );
  return managers.length > 0 ? managers : [...admins];
}

function slotOf({ directory, now }: Work, rota: AnyRota): number | null {
  const state = versionAt(rota, now);
  return state && latestDigest(zoneTable(directory.facts.zones, state.timeZone), now);
}
