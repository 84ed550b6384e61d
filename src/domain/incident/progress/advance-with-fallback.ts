/**
 * Advances an incident whose `advance` throws (an invalid zone, an unreadable body): it leaves out what throws, records
 * that in the timeline, and escalates to the next step that can be entered, in the end to the managers or Admins. So an
 * error delays a page but never loses one.
 */
import { enterStepAnyhow, startAnyhow } from '#domain/escalation/last-resort';
import { applyEvent } from '#domain/incident/advance';
import type { AdvanceResult, EventResult, IncidentEvent } from '#domain/incident/advance';
import { severityRank } from '#domain/incident/signal/alert';
import { draftOf, note, tellUnreadable } from '#domain/incident/draft';
import type { IncidentDraft, DecisionFacts } from '#domain/incident/draft';
import { guarded } from '#domain/incident/progress/guarded';
import { TEST_LIFE, toOpen } from '#domain/incident/lifecycle';
import type { Incident, IncidentTimers } from '#domain/incident/model';
import type { KnownAlert } from '#domain/incident/signal/placement';
import type { IncidentOpening } from '#domain/incident/signal/open';
import type { AlertSignal } from '#domain/incident/signal/signal';
import { applyDueTimersAnyhow } from '#domain/incident/progress/timers';
import { unattended } from '#domain/incident/progress/watchdog';

/** The earlier failed attempts; 0 if there were none. */
export interface FailedTries {
  tries: number;
  /** Epoch ms of the first failure. */
  since: number;
}

/** What to do in place of something that threw. */
type Instead = { from: 'start' | 'next' | 'again' } | { from: 'nothing' };

interface FailedAdvance {
  what: string;
  error: string;
  instead: Instead;
}

export function advanceWithFallback(
  incident: Incident,
  events: readonly IncidentEvent[],
  now: number,
  facts: DecisionFacts,
  before: FailedTries,
): AdvanceResult {
  const draft = draftOf(incident, now, facts);
  tellUnreadable(draft);
  const failed: FailedAdvance[] = [];
  const wasUntold = incident.untold === true;
  const results = events.map((event) => applyAnyhow(draft, event, failed));
  if (failed.length > 0) {
    tell(draft, failed, before);
    goOn(draft, failed);
  }
  if (wasUntold && draft.incident.state === 'open' && !pagesSomebody(draft)) {
    page(draft, 'start');
  }
  draft.incident.version += 1;
  return { incident: draft.incident, effects: draft.effects, results };
}

const NOTHING: EventResult = { alert: null, refusal: null };

function applyAnyhow(draft: IncidentDraft, event: IncidentEvent, failed: FailedAdvance[]): EventResult {
  if (event.kind === 'timers') {
    failed.push(
      ...applyDueTimersAnyhow(draft).map(({ timer, error }): FailedAdvance => ({
        what: timer,
        error,
        instead: { from: INSTEAD_OF[timer] },
      })),
    );
    return NOTHING;
  }
  let result = NOTHING;
  const error = guarded(draft, () => {
    result = applyEvent(draft, event);
  });
  if (error === null) {
    return result;
  }
  failed.push({ what: event.kind, error, instead: insteadOf(draft, event) });
  return event.kind === 'signal' ? { alert: keepAlert(draft, event.signal), refusal: null } : NOTHING;
}

/** An incident that could not be resolved is escalated, so that somebody looks at it. */
const INSTEAD_OF: Record<keyof IncidentTimers, Instead['from']> = {
  escalate: 'next',
  resolve: 'next',
  autoResolve: 'next',
  hold: 'start',
  downtime: 'start',
  silence: 'next',
  answer: 'next',
  wake: 'start',
  confirm: 'again',
  confirmLimit: 'again',
};

function insteadOf({ incident }: IncidentDraft, event: IncidentEvent): Instead {
  switch (event.kind) {
    case 'open':
      return openPlainly(incident, event.opening);
    case 'signal': {
      const mustPage = event.signal.alert.status === 'firing' && (event.signal.reopen || incident.exhausted);
      return { from: mustPage ? 'start' : 'nothing' };
    }
    case 'unreachable':
      return { from: 'next' };
    case 'repair':
      return { from: 'start' };
    case 'ownersLeft':
      return { from: 'again' };
    case 'superseded':
    case 'command':
    case 'absorbed':
    case 'split':
    case 'held':
    case 'shadow':
    case 'heard':
    case 'timers':
      return { from: 'nothing' };
  }
}

/** Opens like `open`, without the words. */
function openPlainly(incident: Incident, { policy, holdUntil, instead, pageTest }: IncidentOpening): Instead {
  if (incident.test && !pageTest) {
    return { from: 'nothing' };
  }
  const start = { pass: 0, passStartedAt: incident.openedAt, step: -1, entry: 0, paged: [] };
  incident.run = policy && { policy, ...start, ...(instead && { instead }) };
  if (holdUntil !== null) {
    incident.timers.hold = holdUntil;
    return { from: 'nothing' };
  }
  return { from: 'start' };
}

/** The alert must count, or its recovery would look like that of an unknown alert. */
function keepAlert({ incident }: IncidentDraft, { alert, known }: AlertSignal): KnownAlert | null {
  if (alert.status !== 'firing') {
    return null;
  }
  const severity = alert.severity ?? known?.severity ?? incident.severity;
  const add = (of: KnownAlert['severity'], by: number) => {
    const rank = severityRank(of);
    incident.firing[rank] = Math.max(0, (incident.firing[rank] ?? 0) + by);
  };
  if (known?.status === 'firing') {
    add(known.severity, -1);
  }
  add(severity, 1);
  incident.totalAlerts += known === null ? 1 : 0;
  delete incident.timers.resolve;
  return {
    fingerprint: alert.fingerprint,
    status: 'firing',
    severity,
    startsAt: alert.startsAt ?? known?.startsAt ?? null,
    problemId: alert.problemId ?? known?.problemId ?? null,
  };
}

function tell(draft: IncidentDraft, failed: readonly FailedAdvance[], { tries, since }: FailedTries): void {
  const what = failed.map((one) => one.what);
  const errors = [...new Set(failed.map(({ error }) => error))].join('; ');
  const often = tries === 0 ? '' : ` ${tries} times in a row`;
  note(
    draft,
    'warning',
    null,
    `Vigie could not do what was due here${often} (${what.join(', ')}: ${errors}); it goes on without it.`,
    { reason: 'advance-failed', what, error: errors, tries, since },
  );
}

function goOn(draft: IncidentDraft, failed: readonly FailedAdvance[]): void {
  const wanted = failed.map(({ instead }) => instead.from);
  const from = (['start', 'again', 'next'] as const).find((one) => wanted.includes(one));
  const isReopening = failed.some(({ what, instead }) => what === 'signal' && instead.from === 'start');
  if (draft.incident.state === 'resolved' && !isReopening) {
    return;
  }
  if (from === undefined) {
    attend(draft);
    return;
  }
  reopenPlainly(draft);
  const { incident } = draft;
  if (incident.test && !incident.run) {
    incident.timers.autoResolve ??= draft.now + TEST_LIFE;
  } else if (incident.timers.hold === undefined && incident.timers.downtime === undefined) {
    page(draft, from);
  }
}

function page(draft: IncidentDraft, from: 'start' | 'again' | 'next'): void {
  const { run } = draft.incident;
  if (from === 'start' || !run || run.lost) {
    startAnyhow(draft);
  } else {
    draft.incident.exhausted = false;
    enterStepAnyhow(draft, Math.max(0, from === 'next' ? run.step + 1 : (run.pause ?? run.step)));
  }
  markUntold(draft);
}

/** Repairs an incident that would wait for something that can no longer come. */
function attend(draft: IncidentDraft): void {
  if (unattended(draft.incident) !== null && !draft.incident.test) {
    reopenPlainly(draft);
    page(draft, 'start');
  }
}

function reopenPlainly(draft: IncidentDraft): void {
  const { incident } = draft;
  if (incident.state === 'resolved') {
    incident.resolvedAt = null;
    incident.resolvedBy = null;
    incident.resolution = null;
    incident.mergedInto = null;
  }
  if (incident.state !== 'open') {
    toOpen(draft);
    note(draft, 'unacknowledged', null, 'It is open again.', { reason: 'advance-failed' });
  }
}

function markUntold(draft: IncidentDraft): void {
  const { incident } = draft;
  delete incident.untold;
  if (incident.exhausted && !pagesSomebody(draft)) {
    incident.untold = true;
  }
}

function pagesSomebody({ effects }: IncidentDraft): boolean {
  return effects.some(({ kind }) => kind === 'page' || kind === 'post');
}
