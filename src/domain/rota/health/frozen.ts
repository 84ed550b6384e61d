/** Finds rotas that were taken over from another pager as overrides, which end: nobody is on call after them. */
import { DAY } from '#domain/time/duration';
import type { HealthFinding, HealthSubject } from '#domain/rota/health/model';
import { versionAt } from '#domain/rota/resolve';

/** How long before the end its managers are told, the earlier first. */
const FROZEN_WARNINGS = [30 * DAY, 7 * DAY];
const [FIRST_WARNING = 0] = FROZEN_WARNINGS;

/** From the first warning on, also after the end: until somebody gives it layers, or says that it is not frozen. */
export function frozenFindings({
  rota,
  from,
  to,
  now = from,
}: Pick<HealthSubject, 'rota' | 'from' | 'to' | 'now'>): HealthFinding[] {
  const until = versionAt(rota, Math.max(from, now))?.frozenUntil;
  return until === undefined || until - now > FIRST_WARNING
    ? []
    : [
        {
          kind: 'frozenEnd',
          start: until,
          end: Math.max(until, to),
          users: [],
          why: 'it was taken over from another pager as overrides that end then, and nothing follows them',
        },
      ];
}

/** The last warning that is due; null: none is. */
export function frozenWarning(frozenUntil: number, now: number): number | null {
  const due = FROZEN_WARNINGS.map((before) => frozenUntil - before).filter((at) => at <= now);
  return due.at(-1) ?? null;
}
