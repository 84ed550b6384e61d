/** Applies one alert to its incident. */
import { severityRank } from '#domain/incident/signal/alert';
import type { Alert, AlertEnd, Severity } from '#domain/incident/signal/alert';
import { applyDowntime, leaveDowntime, resumeAfterDowntime, settleDowntime } from '#domain/incident/progress/downtime';
import { note, sourceActor, sourceName } from '#domain/incident/draft';
import type { IncidentDraft } from '#domain/incident/draft';
import { beginAnew, wouldBeHeld } from '#domain/incident/progress/begin-anew';
import { askAgain, endSilence } from '#domain/incident/commands/silence';
import { closeIncident, reopenIncident } from '#domain/incident/lifecycle';
import { acknowledgeFromSource, unacknowledgeFromSource } from '#domain/incident/commands/source-actions';
import { firingCount } from '#domain/incident/model';
import type { Actor, Incident } from '#domain/incident/model';
import { isExactRepeat } from '#domain/incident/signal/placement';
import type { KnownAlert } from '#domain/incident/signal/placement';
import { applySourceRequest } from '#domain/incident/signal/source-request';
import type { MaintenanceEffect } from '#domain/routing/maintenance';
import type { TitleReason } from '#domain/incident/signal/title';
import { followSource } from '#domain/incident/signal/follow-severity';
import { formatDuration, HOUR } from '#domain/time/duration';

interface SignalSettings {
  resolveDelay: number;
  autoResolve: number | null;
  reopenWindow: number;
}

export interface AlertSignal {
  alert: Alert;
  known: KnownAlert | null;
  settings: SignalSettings;
  /** The incident was resolved and this alert reopens it. */
  reopen: boolean;
  /** The integration it came through; absent: the incident's. */
  integration?: string;
  /** What a maintenance means for this alert, if it makes the incident begin anew; absent: for the incident. */
  maintenance?(): MaintenanceEffect | null;
}

/** The new state of the alert row; null if only its count changes. */
export type AlertChange = KnownAlert | null;

/** After this many reopenings within an hour, recoveries wait until the incident stays quiet. */
const FLAPS_PER_HOUR = 3;

export function applySignal(draft: IncidentDraft, signal: AlertSignal): AlertChange {
  draft.source = signal.integration ?? null;
  delete draft.arriving;
  if (signal.maintenance && signal.alert.status === 'firing') {
    draft.arriving = signal.maintenance;
  }
  const marked = applyDowntime(draft, signal.alert, signal.known);
  const change = applyStatus(draft, marked === null ? signal : { ...signal, known: marked });
  settleDowntime(draft, signal.alert.downtime?.until ?? null);
  delete draft.arriving;
  return change ?? marked;
}

function applyStatus(draft: IncidentDraft, signal: AlertSignal): AlertChange {
  const { alert, known, settings } = signal;
  if (settings.autoResolve !== null && alert.status === 'firing') {
    draft.incident.timers.autoResolve = draft.now + settings.autoResolve;
  }
  if (!signal.reopen && !alert.wholeGroup && known && isExactRepeat(alert, known)) {
    return null;
  }
  switch (alert.status) {
    case 'firing':
      return onFiring(draft, signal);
    case 'resolved':
      return onResolved(draft, signal);
    case 'acknowledged':
      acknowledgeFromSource(draft, alert);
      return severityOfOther(draft, signal);
    case 'unacknowledged':
      unacknowledgeFromSource(draft, alert);
      return severityOfOther(draft, signal);
    case 'info':
      return onInfo(draft, signal);
  }
}

function onFiring(draft: IncidentDraft, { alert, known, settings, reopen }: AlertSignal): AlertChange {
  const { incident } = draft;
  const severity = alert.severity ?? known?.severity ?? incident.severity;
  const wasFiring = known?.status === 'firing';
  count(draft, known?.status === 'firing' ? known.severity : null, severity, known === null);
  const isNewProblem = !wasFiring || isLater(alert, known);
  if (isNewProblem && !isFirstOf(draft)) {
    note(
      draft,
      'alert',
      sourceActor(draft, alert.actor),
      `${wasFiring ? 'Fired again' : 'New alert'}: ${titleOf(draft, alert)}`,
      {
        fingerprint: alert.fingerprint,
        severity,
        status: 'firing',
        title: titleOf(draft, alert),
        ...madeBy(alert),
        again: wasFiring,
      },
    );
    growTitle(draft, alert);
  }
  resumeAfterQuiet(draft);
  heedNotice(draft, isNewProblem);
  if (reopen) {
    countFlap(draft);
    reopenIncident(
      draft,
      sourceActor(draft, alert.actor),
      `${sourceName(draft)} reported it again within ${formatDuration(settings.reopenWindow)}.`,
      { reason: 'again', within: settings.reopenWindow },
    );
  }
  followSource(draft, isHigher(severity, wasFiring ? known.severity : null) ? severity : null);
  if (isNewProblem && !reopen && incident.exhausted && incident.state === 'open') {
    restartAfterAll(draft);
  }
  return {
    fingerprint: alert.fingerprint,
    status: 'firing',
    severity,
    startsAt: alert.startsAt ?? known?.startsAt ?? null,
    problemId: alert.problemId ?? known?.problemId ?? null,
    ...(wasFiring && known?.downtime && { downtime: true }),
  };
}

function restartAfterAll(draft: IncidentDraft): void {
  if (!wouldBeHeld(draft)) {
    note(draft, 'restarted', null, 'A new alert joined after everybody had been told: starting at step 1.', {
      reason: 'new-alert',
    });
  }
  beginAnew(draft);
}

function onResolved(draft: IncidentDraft, { alert, known, settings }: AlertSignal): AlertChange {
  const { incident } = draft;
  const actor = sourceActor(draft, alert.actor);
  if (alert.wholeGroup) {
    incident.firing = [0, 0, 0, 0];
    incident.inDowntime = 0;
    draft.effects.push({ kind: 'resolveAlerts' });
  } else if (known?.status === 'firing') {
    count(draft, known.severity, null, false);
    leaveDowntime(draft, known);
  } else if (known === null && firingCount(incident) > 0) {
    // This incident never saw the alert that recovered; the others still fire.
    note(draft, 'alert', actor, `Recovery of an alert that was never seen: ${titleOf(draft, alert)}`, {
      fingerprint: alert.fingerprint,
      status: 'resolved',
      title: titleOf(draft, alert),
      ...madeBy(alert),
      unseen: true,
    });
    return null;
  }
  const title = alert.title ?? (known?.title || incident.title);
  const why = alert.note ?? (alert.wholeGroup ? 'the source says that the whole group is over' : null);
  note(draft, 'alert', actor, `Recovered: ${title}${why ? ` (${why})` : ''}`, {
    fingerprint: alert.fingerprint,
    status: 'resolved',
    title,
    ...madeBy(alert),
    note: alert.note,
    ...endedBy(alert),
    wholeGroup: alert.wholeGroup,
  });
  if (firingCount(incident) === 0) {
    settle(draft, settings, actor, alert);
  } else {
    followSource(draft, null);
  }
  return known && over(known);
}

function over({ downtime: _, ...known }: KnownAlert): KnownAlert {
  return { ...known, status: 'resolved' };
}

/** A source reports no silenced alerts, so an alert that it reports is not silenced, or was not a moment ago. */
function heedNotice(draft: IncidentDraft, isNewProblem: boolean): void {
  if (isNewProblem) {
    endSilence(draft, 'new-alert');
  } else {
    askAgain(draft);
  }
}

/** It fires again before it was resolved, so a postponed step is due. */
function resumeAfterQuiet(draft: IncidentDraft): void {
  const { incident, now } = draft;
  const wasQuiet = incident.timers.resolve !== undefined;
  delete incident.timers.resolve;
  if (incident.run?.postponed) {
    incident.run.postponed = false;
    if (incident.state === 'open' && incident.timers.downtime === undefined && !incident.silence) {
      incident.timers.escalate = now;
    }
  } else if (wasQuiet && !pagesOrWaits(incident)) {
    resumeAfterDowntime(draft);
  }
}

/** Whether a step will page somebody, or something that pages is waited for; an `autoResolve` alone pages nobody. */
function pagesOrWaits({ state, exhausted, test, timers }: Incident): boolean {
  return (
    state !== 'open' ||
    exhausted ||
    test ||
    timers.escalate !== undefined ||
    timers.downtime !== undefined ||
    timers.hold !== undefined ||
    timers.silence !== undefined ||
    timers.answer !== undefined
  );
}

/** Resolves an incident whose alerts are all over: now, after the delay, or (flapping) once it stayed quiet. */
function settle(draft: IncidentDraft, settings: SignalSettings, actor: Actor, alert: Alert): void {
  const { incident, now } = draft;
  if (incident.state === 'resolved') {
    return;
  }
  incident.reopens = incident.reopens.filter((at) => now - at < HOUR);
  const flapping = incident.reopens.length >= FLAPS_PER_HOUR;
  const delay = Math.max(settings.resolveDelay, flapping ? settings.reopenWindow : 0);
  if (delay === 0) {
    closeIncident(draft, actor, 'source', { reason: 'by-source', note: alert.note, ...endedBy(alert) });
    return;
  }
  incident.timers.resolve = now + delay;
  const why = flapping ? `It reopened ${incident.reopens.length} times within an hour: r` : 'R';
  note(
    draft,
    flapping ? 'flapping' : 'waiting',
    null,
    `${why}esolving if it stays quiet for ${formatDuration(delay)}.`,
    { reason: 'quiet', delay, reopens: incident.reopens.length },
  );
}

function onInfo(draft: IncidentDraft, signal: AlertSignal): AlertChange {
  const { alert } = signal;
  if (alert.request) {
    return applySourceRequest(draft, alert, alert.request, signal.known);
  }
  if (alert.note !== null || alert.title !== null) {
    note(draft, 'note', sourceActor(draft, alert.actor), alert.note ?? alert.title ?? '', {
      fingerprint: alert.fingerprint,
    });
  }
  return severityOfOther(draft, signal);
}

/** Updates of a known firing alert may carry a new severity. */
function severityOfOther(draft: IncidentDraft, { alert, known }: AlertSignal): AlertChange {
  if (known?.status !== 'firing' || alert.severity === null || alert.severity === known.severity) {
    return null;
  }
  count(draft, known.severity, alert.severity, false);
  followSource(draft, isHigher(alert.severity, known.severity) ? alert.severity : null);
  return { ...known, severity: alert.severity };
}

function count(draft: IncidentDraft, from: Severity | null, to: Severity | null, isNew: boolean): void {
  const { incident } = draft;
  if (from !== null) {
    const rank = severityRank(from);
    incident.firing[rank] = Math.max(0, (incident.firing[rank] ?? 0) - 1);
  }
  if (to !== null) {
    const rank = severityRank(to);
    incident.firing[rank] = (incident.firing[rank] ?? 0) + 1;
  }
  incident.totalAlerts += isNew ? 1 : 0;
}

function isHigher(severity: Severity, than: Severity | null): boolean {
  return than === null || severityRank(severity) > severityRank(than);
}

function countFlap(draft: IncidentDraft): void {
  const { incident, now } = draft;
  incident.reopens = [...incident.reopens.filter((at) => now - at < HOUR), now];
}

function isLater(alert: Alert, known: KnownAlert | null): boolean {
  if (alert.problemId !== null && known?.problemId != null && alert.problemId !== known.problemId) {
    return true;
  }
  return alert.startsAt !== null && known?.startsAt != null && alert.startsAt > known.startsAt;
}

/** The `opened` entry already reports the alert that opened the incident. */
function isFirstOf(draft: IncidentDraft): boolean {
  return draft.incident.version === 0 && draft.incident.totalAlerts === 1;
}

/** When alerts join, the title names what they have in common; it stays so when some of them end. */
function growTitle({ incident, source }: IncidentDraft, { group, groupKey, labels }: Alert): void {
  if (!group || groupKey !== incident.groupKey || (source ?? incident.integration) !== incident.integration) {
    return;
  }
  incident.title = group.title;
  incident.titleReason = group.titleReason;
  incident.description = group.description ?? incident.description;
  const isOneAlerts = (name: string) => Object.hasOwn(labels, name) && !Object.hasOwn(group.labels, name);
  incident.labels = Object.fromEntries(Object.entries(incident.labels).filter(([name]) => !isOneAlerts(name)));
  incident.links = group.links;
}

function madeBy({ titleReason }: Alert): { titleReason?: TitleReason } {
  return titleReason ? { titleReason } : {};
}

function endedBy({ ended }: Alert): { ended?: AlertEnd } {
  return ended ? { ended } : {};
}

function titleOf(draft: IncidentDraft, alert: Alert): string {
  return alert.title ?? draft.incident.title;
}
