/**
 * Follows downtimes that people scheduled in the source (Nagios, Icinga, Zabbix's maintenance and suppression). While
 * every firing alert is in one, nobody is paged, as in the source itself; when it ends and the problem remains, the
 * escalation starts at step 1.
 */
import type { Alert } from '#domain/incident/signal/alert';
import { note, sourceName } from '#domain/incident/draft';
import type { IncidentDraft } from '#domain/incident/draft';
import { startEscalation } from '#domain/incident/lifecycle';
import { firingCount } from '#domain/incident/model';
import type { Incident } from '#domain/incident/model';
import type { KnownAlert } from '#domain/incident/signal/placement';
import { wouldBeHeld } from '#domain/incident/progress/begin-anew';
import { formatDuration, DAY } from '#domain/time/duration';

/** A source that never reports the end of a downtime must not mute a problem for ever. */
export const LONGEST_DOWNTIME = DAY;

/** Applies the downtime of an alert. @returns the alert with its downtime; null if unchanged */
export function applyDowntime(
  { incident }: IncidentDraft,
  { downtime }: Alert,
  known: KnownAlert | null,
): KnownAlert | null {
  const was = known?.downtime ?? false;
  if (!downtime || known === null || known.status !== 'firing' || was === downtime.began) {
    return null;
  }
  addInDowntime(incident, downtime.began ? 1 : -1);
  return { ...known, downtime: downtime.began };
}

/** Removes a resolved alert from the count of those in a downtime. */
export function leaveDowntime({ incident }: IncidentDraft, known: KnownAlert | null): void {
  if (known?.status === 'firing' && known.downtime) {
    addInDowntime(incident, -1);
  }
}

/** Checks after every signal whether paging is held. @param until epoch ms that the source named, or null */
export function settleDowntime(draft: IncidentDraft, until: number | null): void {
  const { incident } = draft;
  const count = firingCount(incident);
  const rests = incident.state !== 'resolved' && count > 0 && (incident.inDowntime ?? 0) >= count;
  if (rests && incident.timers.downtime === undefined) {
    beginRest(draft, until);
  } else if (rests && until !== null && until > draft.now) {
    incident.timers.downtime = until;
  } else if (!rests && incident.timers.downtime !== undefined) {
    delete incident.timers.downtime;
    if (count > 0) {
      resumeAfterDowntime(draft);
    }
  }
}

/**
 * Resumes paging, also for an alert that recovered in its downtime and fires again before the incident was resolved.
 */
export function resumeAfterDowntime(draft: IncidentDraft): void {
  resume(draft, 'It is not in a downtime of the source any more', 'downtime-over');
}

/** Resumes paging, because the end that the source named has come, or the longest accepted downtime is over. */
export function downtimeRanOut(draft: IncidentDraft): void {
  resume(draft, 'The downtime of the source should be over', 'downtime-limit');
}

function beginRest(draft: IncidentDraft, until: number | null): void {
  const { incident, now } = draft;
  const end = until !== null && until > now ? until : now + LONGEST_DOWNTIME;
  incident.timers.downtime = end;
  const limit = end === until ? '' : ` (at the latest in ${formatDuration(LONGEST_DOWNTIME)})`;
  note(
    draft,
    'held',
    null,
    `${sourceName(draft)} has it in a downtime: nobody is paged; if it is still open at its end${limit}, it escalates from step 1.`,
    { reason: 'downtime', until: end, source: sourceName(draft) },
  );
  if (incident.state === 'open') {
    delete incident.timers.escalate;
    incident.exhausted = false;
    draft.effects.push({ kind: 'endPages', users: 'all', reason: 'downtime' });
  }
}

function resume(draft: IncidentDraft, why: string, reason: 'downtime-over' | 'downtime-limit'): void {
  const { incident } = draft;
  if (incident.state !== 'open') {
    return;
  }
  const holds = incident.timers.hold !== undefined || wouldBeHeld(draft);
  note(
    draft,
    'held',
    null,
    `${why}, and it is still open${holds ? '; a maintenance holds paging' : ': starting at step 1'}.`,
    { reason, held: holds },
  );
  startEscalation(draft);
}

function addInDowntime(incident: Incident, by: number): void {
  incident.inDowntime = Math.max(0, (incident.inDowntime ?? 0) + by);
}
