/** Answers questions about rotas, in the thread that is asked or in another: the same functions, and the same bytes. */
import { diff } from '#domain/rota/diff';
import type { RotaDiff } from '#domain/rota/diff';
import { dutiesOf } from '#domain/rota/duties';
import { health } from '#domain/rota/health/health';
import type { HealthSubject } from '#domain/rota/health/model';
import { nextOnCall, onCallAt, onCallUntil } from '#domain/rota/on-call';
import { resolve } from '#domain/rota/resolve';
import type { Span } from '#domain/time/span';
import type { RotaEdit, RotaInstant, RotaRange } from '../../ports/heavy/rotas.ts';

function spanBody<One extends Span>(span: One) {
  return { ...span, start: new Date(span.start).toISOString(), end: new Date(span.end).toISOString() };
}

export function timelineBody({ rota, facts, from, to }: RotaRange) {
  return { segments: resolve(rota, facts, from, to).map(spanBody) };
}

export function healthBody(subject: HealthSubject) {
  const { score, reasons, findings, people } = health(subject);
  return { score, reasons, findings: findings.map(spanBody), people };
}

export function previewBody({ before, after, facts, from, to, subject }: RotaEdit) {
  return {
    segments: resolve(after, facts, from, to).map(spanBody),
    diff: diffBody(diff(before, after, facts, from, to)),
    findings: health(subject).findings.map(spanBody),
  };
}

function diffBody({ gains, losses, newGaps, closedGaps, newConflicts, mustTell }: RotaDiff) {
  return {
    gains: gains.map(spanBody),
    losses: losses.map(spanBody),
    newGaps: newGaps.map(spanBody),
    closedGaps: closedGaps.map(spanBody),
    newConflicts: newConflicts.map(spanBody),
    mustTell,
  };
}

/** Who is on call at an instant, who is next, and until when. */
export function nowBody({ rota, facts, at }: RotaInstant) {
  const until = onCallUntil(rota, facts, at);
  return {
    onCall: onCallAt(rota, facts, at),
    next: nextOnCall(rota, facts, at).map(({ user, from }) => ({ user, from: new Date(from).toISOString() })),
    until: until === null ? null : new Date(until).toISOString(),
  };
}

export function dutySpans({ rota, facts, from, to }: RotaRange, users: readonly string[]): Span[][] {
  const duties = dutiesOf(resolve(rota, facts, from, to));
  return users.map((user) => [...(duties.get(user) ?? [])]);
}
