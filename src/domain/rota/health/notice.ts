/** Finds shifts that people got shortly before they start. Swaps are excluded, since both agreed. */
import { DAY } from '#domain/time/duration';
import { intersectSpans } from '#domain/time/span';
import { diff } from '#domain/rota/diff';
import type { ExaminedRota } from '#domain/rota/health/examined';
import type { HealthFinding, HealthSubject } from '#domain/rota/health/model';
import type { Override, Rota } from '#domain/rota/model';
import { versionsOf } from '#domain/rota/model';

/** The moment of a change, with the rota before and after it. */
interface NoticedChange {
  at: number;
  /** When it takes effect, if later. */
  from: number;
  before: Rota;
  after: Rota;
}

export function shortNotice(examined: ExaminedRota): HealthFinding[] {
  const { subject } = examined;
  return [...newVersions(subject), ...newOverrides(subject)].flatMap((change) => givenLate(change, examined));
}

function newVersions({ rota }: HealthSubject): NoticedChange[] {
  const versions = versionsOf(rota);
  return versions.slice(1).flatMap(({ from, savedAt, rota: after }, i) => {
    const before = versions[i]?.rota;
    return from === null || before === undefined ? [] : [{ at: Math.min(from, savedAt ?? from), from, before, after }];
  });
}

/** Overrides by people, each compared with the rota without it and without later ones. */
function newOverrides({ rota }: HealthSubject): NoticedChange[] {
  const latest = versionsOf(rota).at(-1)?.rota;
  const made = (latest?.overrides ?? []).filter(({ origin }) => origin.kind === 'person');
  return made.flatMap((override) => {
    const { createdAt } = override;
    return latest === undefined || createdAt === null
      ? []
      : [
          {
            at: createdAt,
            from: createdAt,
            before: withOverrides(latest, override, false),
            after: withOverrides(latest, override, true),
          },
        ];
  });
}

function withOverrides(rota: Rota, one: Override, itself: boolean): Rota {
  const earlier = (other: Override): boolean => (other.createdAt ?? -Infinity) < (one.createdAt ?? -Infinity);
  return { ...rota, overrides: rota.overrides.filter((other) => earlier(other) || (itself && other === one)) };
}

/** Shifts that the change gave to people and that were not taken away again since. */
function givenLate(
  { at, from: holdsFrom, before, after }: NoticedChange,
  { subject: { facts, from, to, limits }, duties }: ExaminedRota,
): HealthFinding[] {
  const start = Math.max(from, holdsFrom);
  const end = Math.min(to, at + limits.noticeDays * DAY);
  if (start >= end) {
    return [];
  }
  return diff(before, after, facts, start, end).gains.flatMap(({ user, ...gain }) =>
    intersectSpans([gain], duties.get(user) ?? []).map((span) => {
      const days = Math.max(0, Math.floor((span.start - at) / DAY));
      return {
        kind: 'shortNotice' as const,
        ...span,
        users: [user],
        why: `${user} was given this shift ${days} days before it starts`,
        details: { days },
      };
    }),
  );
}
