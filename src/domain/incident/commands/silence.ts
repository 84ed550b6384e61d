/**
 * Follows silences that people make by hand in the source (Grafana, Alertmanager) while an incident is open. Vigie asks
 * the source: while every firing alert is silenced there, nobody is paged; when that ends, the escalation continues
 * with its next step. The first page never waits for an answer, later ones briefly.
 */
import { nextStep } from '#domain/escalation/run';
import { note, sourceName } from '#domain/incident/draft';
import type { IncidentDraft } from '#domain/incident/draft';
import { holdsAnew } from '#domain/incident/progress/begin-anew';
import type { Incident, Silence } from '#domain/incident/model';
import { SECOND } from '#domain/time/duration';

/** The greatest age of an answer that a step may rely on. */
export const FRESH = 30 * SECOND;
/** Without an answer by then, people are paged. */
export const ANSWER_WITHIN = 2 * SECOND;

/** The source's answer. `silence`: covers all firing alerts of the incident; of several, the first to end. */
export type SilenceAnswer = { ok: true; silence: Omit<Silence, 'source'> | null } | { ok: false; detail: string };

/** Called when a step is due. @returns whether the step waits for an answer of the source */
export function asksBeforeStep(draft: IncidentDraft): boolean {
  const { incident, now, facts } = draft;
  const isFirst = !incident.run || incident.run.lost || incident.run.step < 0;
  const isFresh = incident.heardAt !== undefined && now - incident.heardAt <= FRESH;
  if (isFirst || isFresh || !facts.tellsSilences(incident.integration)) {
    return false;
  }
  ask(draft);
  return true;
}

/** Asks again at once whether the incident is still silenced. */
export function askAgain({ incident, now }: IncidentDraft): void {
  if (incident.silence && incident.state === 'open') {
    incident.timers.silence = now;
  }
}

/** Called when the silence should have ended, or when there is another reason to ask the source. */
export function silenceRanOut(draft: IncidentDraft): void {
  const { incident, facts, now } = draft;
  if (incident.state === 'open' && facts.tellsSilences(incident.integration)) {
    // A person may acknowledge and give back the incident before the answer arrives.
    incident.timers.silence = now + FRESH;
    ask(draft);
  } else {
    endSilence(draft, 'silence-over');
  }
}

export function noAnswer(draft: IncidentDraft): void {
  goOnUnheard(draft, '');
}

function ask({ incident, now, effects }: IncidentDraft): void {
  incident.timers.answer = now + ANSWER_WITHIN;
  effects.push({ kind: 'ask' });
}

export function applySilenceAnswer(draft: IncidentDraft, heard: SilenceAnswer): void {
  const { incident } = draft;
  if (incident.state === 'resolved') {
    return;
  }
  const isWaitedFor = incident.timers.answer !== undefined;
  if (!heard.ok) {
    if (isWaitedFor) {
      goOnUnheard(draft, heard.detail);
    }
    return;
  }
  delete incident.timers.answer;
  incident.heardAt = draft.now;
  if (heard.silence) {
    rest(draft, heard.silence);
  } else if (incident.silence) {
    endSilence(draft, 'silence-over');
  } else if (isWaitedFor && incident.state === 'open') {
    goOn(draft);
  }
}

function rest(draft: IncidentDraft, silence: Omit<Silence, 'source'>): void {
  const { incident } = draft;
  const before = incident.silence;
  const source = sourceName(draft);
  incident.silence = { ...silence, source };
  // Clocks differ, so an end that has passed here is asked about again, but not all the time.
  incident.timers.silence = Math.max(silence.until, draft.now + FRESH);
  if (incident.state === 'open') {
    delete incident.timers.escalate;
  }
  if (before?.by === silence.by && before.comment === silence.comment) {
    return;
  }
  const said = silence.comment === '' ? '' : ` (${silence.comment})`;
  note(
    draft,
    'held',
    null,
    `Silenced in ${source} by ${silence.by}${said}: nobody is paged; when that ends, the escalation goes on at its next step.`,
    { reason: 'silenced', ...incident.silence },
  );
  if (incident.state === 'open') {
    draft.effects.push({ kind: 'endPages', users: 'all', reason: 'silenced' });
  }
}

/** Ends the silence, also if an alert that is not silenced joins. */
export function endSilence(draft: IncidentDraft, reason: 'silence-over' | 'new-alert'): void {
  const { incident } = draft;
  const { silence } = incident;
  if (!silence) {
    delete incident.timers.silence;
    return;
  }
  forget(incident);
  if (incident.state !== 'open') {
    return;
  }
  const why =
    reason === 'new-alert'
      ? `An alert that is not silenced in ${silence.source} joined`
      : `It is not silenced in ${silence.source} any more, and still open`;
  note(draft, 'held', null, `${why}: the escalation goes on.`, {
    reason: reason === 'new-alert' ? 'silence-joined' : reason,
    source: silence.source,
  });
  goOnAfter(draft);
}

function goOnUnheard(draft: IncidentDraft, detail: string): void {
  const { incident } = draft;
  const source = sourceName(draft);
  const wasSilenced = incident.silence !== undefined;
  forget(incident);
  if (incident.state !== 'open') {
    return;
  }
  note(
    draft,
    'held',
    null,
    `${source} did not say in time whether it is silenced there${detail === '' ? '' : ` (${detail})`}: the escalation goes on.`,
    { reason: 'unheard', source, detail },
  );
  if (wasSilenced) {
    goOnAfter(draft);
  } else {
    goOn(draft);
  }
}

function forget(incident: Incident): void {
  delete incident.silence;
  delete incident.timers.silence;
  delete incident.timers.answer;
}

/** Goes on after a silence, which a maintenance may prevent. A run that only waited for an answer is not held. */
function goOnAfter(draft: IncidentDraft): void {
  const { test, timers } = draft.incident;
  if (!test && timers.hold === undefined && timers.downtime === undefined && holdsAnew(draft)) {
    return;
  }
  goOn(draft);
}

/** Continues the escalation; any other hold stays in force. */
function goOn(draft: IncidentDraft): void {
  const { incident } = draft;
  const { timers, run } = incident;
  if (incident.test || timers.hold !== undefined || timers.downtime !== undefined) {
    return;
  }
  if (run && timers.resolve !== undefined) {
    run.postponed = true;
    timers.escalate = timers.resolve;
  } else {
    nextStep(draft);
  }
}
