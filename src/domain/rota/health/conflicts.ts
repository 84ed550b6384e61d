/** Finds people who are on call although they cannot or should not be. */
import type { Span } from '#domain/time/span';
import { intersectSpans, mergeSpans } from '#domain/time/span';
import { dutiesOf } from '#domain/rota/duties';
import type { ExaminedRota } from '#domain/rota/health/examined';
import type { HealthFinding, FindingDetails, FindingKind } from '#domain/rota/health/model';
import { resolve, versionAt } from '#domain/rota/resolve';

/** Finds people on call while absent: because the rota only flags absences, or because an override names the person. */
export function conflicts({ subject: { facts }, duties }: ExaminedRota): HealthFinding[] {
  return [...duties].flatMap(([user, spans]) => {
    const absences = facts.absences.filter((absence) => absence.user === user);
    return intersectSpans(spans, mergeSpans(absences)).map(({ start, end }) => {
      const kinds = [...new Set(absences.filter((one) => one.start < end && one.end > start).map(({ kind }) => kind))];
      return finding(
        'conflict',
        { start, end },
        user,
        `${user} is on call and ${kinds.map((kind) => KIND_TEXT[kind]).join(', ')}`,
        { absences: kinds },
      );
    });
  });
}

const KIND_TEXT = { leave: 'on leave', sick: 'ill', offDuty: 'off duty', absent: 'away' } as const;

/** Finds people on call on two rotas that exclude each other. */
export function exclusiveConflicts({ subject: { exclusive, facts, from, to }, duties }: ExaminedRota): HealthFinding[] {
  return exclusive.flatMap((other) => {
    const name = versionAt(other, from)?.name ?? '';
    const there = dutiesOf(resolve(other, facts, from, to));
    return [...duties].flatMap(([user, spans]) =>
      intersectSpans(spans, there.get(user) ?? []).map((span) =>
        finding('conflict', span, user, `${user} is on call here and on "${name}" at the same time`, {
          otherRota: name,
        }),
      ),
    );
  });
}

/** Finds people on call who are unreachable: one finding per person, from their first to their last duty. */
export function peopleNotReached({ subject: { people }, duties }: ExaminedRota): HealthFinding[] {
  return [...duties].flatMap(([user, spans]) => {
    const person = people.get(user);
    const all = { start: spans[0]?.start ?? 0, end: spans.at(-1)?.end ?? 0 };
    if (person === undefined) {
      return [finding('disabled', all, user, `${user} is on call, but is no user here`, { unknownUser: true })];
    }
    if (person.disabled) {
      return [finding('disabled', all, user, `${user} is on call, but is disabled`)];
    }
    return person.reachable
      ? []
      : [finding('unreachable', all, user, `${user} is on call, but has no urgent contact method that works`)];
  });
}

function finding(
  kind: FindingKind,
  { start, end }: Span,
  user: string,
  why: string,
  details: FindingDetails = {},
): HealthFinding {
  return { kind, start, end, users: [user], why, details };
}
