/** Says whether counsel read the numbers of the reader's own units, who and when. */
import type { UnitWire } from '#contract/labour/unit';
import type { WorkProfileWire } from '#contract/labour/work-profile';
import { t } from '../../language.ts';

export type CounselUnit = Pick<UnitWire, 'id' | 'name' | 'counsel'>;

/**
 * One sentence for each unit in which the reader has a work profile.
 *
 * @param dateText writes the date of midnight UTC in the reader's language
 */
export function counselTexts(
  units: readonly CounselUnit[],
  profiles: ReadonlyArray<Pick<WorkProfileWire, 'unit' | 'contract'>>,
  dateText: (at: number) => string,
): string[] {
  const own = new Set(profiles.filter(({ contract }) => contract !== 'exempt').map(({ unit }) => unit));
  return units.filter(({ id }) => own.has(id)).map((unit) => counselText(unit, dateText));
}

export function counselText({ name: unit, counsel }: CounselUnit, dateText: (at: number) => string): string {
  return counsel
    ? t('hours.counsel', '{{unit}}: the numbers were read by {{name}} on {{date}}.', {
        unit,
        name: counsel.name,
        date: dateText(Date.parse(counsel.on)),
      })
    : t('hours.no-counsel', '{{unit}}: not read by counsel.', { unit });
}
