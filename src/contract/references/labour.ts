/** Checks units and work profiles beyond their references: each against the others. */
import type { Config } from '#contract/config';
import { profileProblems } from '#contract/labour/problems';
import type { WorkProfileWire } from '#contract/labour/work-profile';
import type { ReferenceChecker } from '#contract/references/checker';
import { LEAST_YEARS_OF_DAYS } from '#domain/labour/facts/unit';

/** The problem of a unit and a profile that contradict each other, reported for whichever of them is written. */
function tooShort(unit: string, what: string) {
  const message = `${what}; the records of somebody with contract: days are kept for at least ${LEAST_YEARS_OF_DAYS} years (D3171-16)`;
  return [message, { reason: 'retention-too-short', data: { unit, min: LEAST_YEARS_OF_DAYS } }] as const;
}

export function checkUnits(check: ReferenceChecker, { units, workProfiles }: Config): void {
  const withDays = new Set(workProfiles.filter(({ contract }) => contract === 'days').map(({ unit }) => unit));
  units.forEach(({ id, retentionYears }, i) => {
    if (retentionYears < LEAST_YEARS_OF_DAYS && withDays.has(id)) {
      check.problem(['units', i, 'retentionYears'], ...tooShort(id, 'is too short'));
    }
  });
}

export function checkWorkProfiles(check: ReferenceChecker, { units, workProfiles }: Config): void {
  const years = new Map(units.map(({ id, retentionYears }) => [id, retentionYears]));
  const byUser = Map.groupBy(workProfiles, ({ user }) => user);
  workProfiles.forEach((profile, i) => {
    const others = (byUser.get(profile.user) ?? []).filter((other) => other !== profile);
    for (const { path, message, reason, data } of profileProblems(profile, others)) {
      if (reason === 'other-unit') {
        check.problem(['workProfiles', i, path], message, { reason, data });
      }
    }
    checkFrom(check, profile, others, i);
    if (profile.contract === 'days' && (years.get(profile.unit) ?? Infinity) < LEAST_YEARS_OF_DAYS) {
      const what = `retentionYears of unit ${JSON.stringify(profile.unit)} is too short`;
      check.problem(['workProfiles', i, 'contract'], ...tooShort(profile.unit, what));
    }
  });
}

/** Two entries of one date would leave open which of them holds. */
function checkFrom(check: ReferenceChecker, profile: WorkProfileWire, others: WorkProfileWire[], i: number): void {
  if (others.some(({ unit, from }) => unit === profile.unit && from === profile.from)) {
    check.problem(
      ['workProfiles', i, 'from'],
      `is the first date of another work profile of ${profile.user} in this unit; each needs its own`,
      { reason: 'same-as-other', data: { field: 'from' } },
    );
  }
}
