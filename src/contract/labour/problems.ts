/**
 * Finds what is wrong with a unit or work profile beside others, and numbers that are kinder to the employer than the
 * law allows.
 */
import { toRulesEntry } from '#contract/labour/rules';
import type { UnitWire } from '#contract/labour/unit';
import { toWorkProfile } from '#contract/labour/work-profile';
import type { WorkProfileWire } from '#contract/labour/work-profile';
import type { Problem } from '#contract/base/problem';
import { otherUnit } from '#domain/labour/facts/profile';
import { belowFloor } from '#domain/labour/packs/index';
import { HOUR } from '#domain/time/duration';

/** A person belongs to one unit at a time: a second profile is refused until HR of the other unit sets `until`. */
export function profileProblems(profile: WorkProfileWire, others: readonly WorkProfileWire[]): Problem[] {
  const unit = otherUnit(toWorkProfile(profile), others.map(toWorkProfile));
  const message = `belongs to unit ${JSON.stringify(unit)} at that time; its HR sets until there first`;
  return unit === null ? [] : [{ path: 'unit', message, reason: 'other-unit', data: { unit } }];
}

/** Numbers that are kinder to the employer than the law, and rules of it that are off. The unit is saved as it is. */
export function unitWarnings({ rules }: Pick<UnitWire, 'rules'>): Problem[] {
  return rules.flatMap((entry, i) =>
    belowFloor(toRulesEntry(entry)).map(({ field, floor, article, ...rest }) => {
      const limit = rest.unit === 'ms' ? `${floor / HOUR}h` : String(floor);
      const isOff = field.endsWith('.off');
      const what = isOff
        ? 'turns off what the law asks for'
        : `is ${rest.side === 'min' ? 'less' : 'more'} than the law allows`;
      return {
        path: `rules[${i}].${field}`,
        message: `${what} (${limit}, ${article})`,
        reason: 'beyond-law' as const,
        data: { limit, article },
      };
    }),
  );
}
