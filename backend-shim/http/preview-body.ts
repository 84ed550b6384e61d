/** Writes previews in the contract's form. */
import type { EscalationPreview } from '#domain/escalation/preview';
import type { HealthFinding } from '#domain/rota/health/model';
import type { RotaDiff } from '#domain/rota/diff';
import type { OnCallSegment } from '#domain/rota/model';
import { iso, isoOrNull } from './incident-body.ts';

export function escalationBody({ entries, ends, endsAt }: EscalationPreview) {
  return {
    entries: entries.map((entry) => ({
      ...entry,
      at: iso(entry.at),
      people: entry.people.map((person) => ({
        ...person,
        heldUntil: isoOrNull(person.heldUntil),
        methods: person.methods.map((method) => ({ ...method, at: iso(method.at) })),
      })),
    })),
    ends,
    endsAt: iso(endsAt),
  };
}

function spanBody<Span extends { start: number; end: number }>(span: Span) {
  return { ...span, start: iso(span.start), end: iso(span.end) };
}

export function segmentBody(segment: OnCallSegment) {
  return spanBody(segment);
}

export function findingBody(finding: HealthFinding) {
  return spanBody(finding);
}

export function diffBody({ gains, losses, newGaps, closedGaps, newConflicts, mustTell }: RotaDiff) {
  return {
    gains: gains.map(spanBody),
    losses: losses.map(spanBody),
    newGaps: newGaps.map(spanBody),
    closedGaps: closedGaps.map(spanBody),
    newConflicts: newConflicts.map(spanBody),
    mustTell,
  };
}
