/** Checks whether a person may be on call then: by their profile, at night, during leave or sickness. */
import type { RuleFinding } from '#domain/labour/finding';
import { measuredData, remedy } from '#domain/labour/finding';
import type { DutySpan, OnCallChoice, WorkProfile } from '#domain/labour/facts/model';
import { profileOn } from '#domain/labour/facts/profile';
import { nightSpans } from '#domain/labour/hours';
import { stretchesOfDuty } from '#domain/labour/notice';
import type { ClockSpan, RuleParams } from '#domain/labour/pack';
import type { Rule } from '#domain/labour/rules/rule';
import { isJudged } from '#domain/labour/rules/rule';
import type { PersonTime } from '#domain/labour/time-of';
import { DAY } from '#domain/time/duration';
import { dateOf } from '#domain/time/calendar';
import type { Span } from '#domain/time/span';
import { intersectSpans, mergeSpans, subtractSpans } from '#domain/time/span';
import { firstInstant, toLocal } from '#domain/time/zone';

export const eligibleRule: Rule<RuleParams['eligible']> = (time, { night }) =>
  stretchesOfDuty(time.duties).flatMap((stretch) => {
    const outside = mergeSpans([
      ...intersectSpans([stretch], mergeSpans(time.person.away)),
      ...partsFor(time, stretch, 'no'),
      ...atNight(time, partsFor(time, stretch, 'daytime'), night),
    ]);
    const unclear = subtractSpans(pastReview(time, stretch), outside);
    return [
      ...outside.flatMap((span) => findingOf(time, stretch.rota, span, 'outside')),
      ...unclear.flatMap((span) => findingOf(time, stretch.rota, span, 'check')),
    ];
  });

function findingOf(time: PersonTime, rota: string, span: Span, severity: 'outside' | 'check'): RuleFinding[] {
  const { start, end } = span;
  if (!isJudged(time, start)) {
    return [];
  }
  const anchor = dateOf(toLocal(time.person.zone, start));
  const data = measuredData(end - start, 0);
  const kind = severity === 'check' ? 'askHr' : 'chooseAnother';
  return [
    { severity, subject: `${rota} ${start}`, anchor, rota, start, end, data, remedy: remedy(kind), provisional: false },
  ];
}

/** The parts of a stretch on dates on which a profile says so. */
function partsFor(time: PersonTime, stretch: DutySpan, choice: OnCallChoice): Span[] {
  return datesWhere(time, stretch, ({ onCall }) => onCall === choice);
}

function pastReview(time: PersonTime, stretch: DutySpan): Span[] {
  return datesWhere(time, stretch, ({ onCallUntil }, date) => onCallUntil !== null && date > onCallUntil);
}

function datesWhere(
  { person: { zone, profiles } }: PersonTime,
  { start, end }: Span,
  holds: (profile: WorkProfile, date: number) => boolean,
): Span[] {
  const spans: Span[] = [];
  for (let date = dateOf(toLocal(zone, start)); firstInstant(zone, date * DAY) < end; date++) {
    const profile = profileOn(profiles, date);
    if (profile !== null && holds(profile, date)) {
      spans.push({ start: firstInstant(zone, date * DAY), end: firstInstant(zone, (date + 1) * DAY) });
    }
  }
  return intersectSpans([{ start, end }], mergeSpans(spans));
}

function atNight({ person: { zone } }: PersonTime, spans: readonly Span[], night: ClockSpan): Span[] {
  return intersectSpans(spans, nightSpans(spans, zone, night));
}
