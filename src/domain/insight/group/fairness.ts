/** Says how evenly on-call duty is shared by the people who were there to take it. */
import type { PersonFact } from '#domain/insight/facts';
import { because, figure } from '#domain/insight/figure';
import type { Figure } from '#domain/insight/figure';
import type { Load } from '#domain/insight/person/load';
import { SMALLEST_GROUP } from '#domain/insight/group/small-group';
import { jain, pairRatio } from '#domain/insight/statistics';
import { DAY, HOUR } from '#domain/time/duration';
import type { Span } from '#domain/time/span';
import { lengthWithin } from '#domain/time/span';

export interface Carried {
  person: PersonFact;
  load: Load;
}

/** Who was absent all the time is left out; each of the others counts by the days on which they were there. */
export function fairnessFigures(people: readonly Carried[], period: Span): Figure[] {
  const shares = people.flatMap(({ person, load }) => {
    const days = (period.end - period.start - lengthWithin(person.absences, period)) / DAY;
    return days <= 0 ? [] : [{ hours: load.duty / HOUR / days, points: load.points / days }];
  });
  const [hours, points] = [shares.map((share) => share.hours), shares.map((share) => share.points)];
  const n = shares.length;
  const shown = (value: number | null) => (n < SMALLEST_GROUP ? null : value);
  const figures = [
    figure('fairness.hours', shown(jain(hours)), n),
    figure('fairness.hours.pairs', shown(pairRatio(hours)), n),
    figure('fairness.points', shown(jain(points)), n),
    figure('fairness.points.pairs', shown(pairRatio(points)), n),
  ];
  return n < SMALLEST_GROUP ? because(figures, 'small-group') : figures;
}
