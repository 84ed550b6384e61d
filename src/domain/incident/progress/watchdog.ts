/** Finds incidents without a next step, against promise 2: an open incident always has a next step. */
import { restartRun } from '#domain/escalation/run';
import { note } from '#domain/incident/draft';
import type { IncidentDraft } from '#domain/incident/draft';
import { armConfirm } from '#domain/incident/lifecycle';
import { dueAt } from '#domain/incident/model';
import type { Incident } from '#domain/incident/model';

/** Why nothing would happen by itself any longer, with the texts for the log. */
const UNATTENDED = {
  'snoozed-without-end': 'snoozed without an end',
  'open-without-next-step': 'open without a next step',
} as const;
export type UnattendedReason = keyof typeof UNATTENDED;

/** @returns null if the incident has a next step */
export function unattended(incident: Incident): UnattendedReason | null {
  switch (incident.state) {
    case 'resolved':
    case 'acknowledged':
      return null;
    case 'snoozed':
      return incident.timers.wake === undefined ? 'snoozed-without-end' : null;
    case 'open':
      return incident.exhausted || dueAt(incident.timers) !== null ? null : 'open-without-next-step';
  }
}

export function repair(draft: IncidentDraft): void {
  const { incident } = draft;
  const why = unattended(incident);
  if (!why) {
    return;
  }
  note(draft, 'repaired', null, `The watchdog found it ${UNATTENDED[why]}: starting at step 1.`, { reason: why });
  incident.state = 'open';
  incident.snoozedUntil = null;
  armConfirm(draft);
  restartRun(draft);
}
