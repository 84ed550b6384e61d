/** Makes a run pause before a step whose time window is closed: nobody is paged until it opens. */
import { tryOrNull } from '#domain/attempt';
import { pageHeld } from '#domain/escalation/held';
import type { Step } from '#domain/escalation/policy';
import { note } from '#domain/incident/draft';
import type { IncidentDraft } from '#domain/incident/draft';
import type { EscalationRun } from '#domain/incident/model';
import type { Calendar } from '#domain/time/holidays';
import { DAY, formatDuration } from '#domain/time/duration';
import { firstOpening } from '#domain/time/window';

/** A window that does not open within this time is not waited for. */
export const LONGEST_PAUSE = 8 * DAY;

/**
 * When the step may be entered, if it is reached at `at`: then, or when its window opens; null if that never happens. A
 * window that cannot be evaluated never opens.
 */
export function opensAt({ until }: Step, at: number, calendar: Calendar): number | null {
  if (!until) {
    return at;
  }
  const { window } = until;
  return window && tryOrNull(() => firstOpening(window, at, LONGEST_PAUSE, calendar));
}

/**
 * Pauses before the step `run.step`, which is about to be entered, if its window is closed. As in a pure wait, whoever
 * waited is paged when the pause begins. The run then stands at the step before, so that the next step of a run is
 * always the one to enter.
 *
 * @returns false if the step is to be entered now
 */
export function pauses(draft: IncidentDraft, run: EscalationRun, step: Step, name: string): boolean {
  const { incident, now, facts } = draft;
  const opens = opensAt(step, now, facts.calendar);
  if (opens === now) {
    return false;
  }
  const at = { step: run.step + 1, pass: run.pass + 1, window: step.until?.id ?? '' };
  if (opens === null) {
    const text = `${name} does not wait: its time window ${at.window} does not open within ${formatDuration(LONGEST_PAUSE)}.`;
    note(draft, 'warning', null, text, { reason: 'window-never-opens', ...at });
    return false;
  }
  const wait = opens - now;
  note(draft, 'waiting', null, `${name}: waiting ${formatDuration(wait)}, until its time window ${at.window} opens.`, {
    reason: 'waiting-for-window',
    ...at,
    wait,
    until: opens,
  });
  delete run.unavailable;
  pageHeld(draft, run, step);
  run.pause = run.step;
  run.step -= 1;
  incident.timers.escalate = opens;
  return true;
}
