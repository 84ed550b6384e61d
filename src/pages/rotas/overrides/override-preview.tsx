/** Previews what an override changes while its form is filled in. */
import { useMemo } from 'react';
import { diff } from '#domain/rota/diff';
import { endInstant, startInstant } from '#domain/rota/resolution/compile';
import { DAY } from '#domain/time/duration';
import { parseLocal } from '#domain/time/local';
import { firstInstant, lastInstant, zoneTable } from '#domain/time/zone';
import { t } from '../../../language.ts';
import type { RotaData } from '../data/to-domain.ts';
import { DiffList } from '../diff/diff-list.tsx';
import type { ShiftWording } from '../timeline/lanes/shift-text.ts';
import type { FormProblem, OverrideForm } from './override-form.ts';
import { problemOf, withForm } from './override-form.ts';

const PROBLEMS: Record<NonNullable<FormProblem>, () => string> = {
  times: () => t('override.times', 'Enter both times.'),
  order: () => t('override.order', 'The end must be after the start.'),
  replaced: () => t('override.replaced', 'Choose who is replaced.'),
  users: () => t('override.users', 'Choose who.'),
};

/** Who gains and who loses, computed by the function that decides who is paged. */
function usePreview({ rota, history, facts }: RotaData, form: OverrideForm, replaced: string | null) {
  return useMemo(() => {
    const after = withForm(history, form, replaced);
    const [start, end] = [parseLocal(form.start), parseLocal(form.end)];
    if (after === null || start === null || end === null) {
      return null;
    }
    const zone = zoneTable(facts.zones, rota.timeZone);
    const before = rota.overrides.find(({ id }) => id === replaced);
    const [from, to] = [
      Math.min(firstInstant(zone, start), before === undefined ? Infinity : startInstant(before.start, zone)),
      Math.max(lastInstant(zone, end), before === undefined ? -Infinity : endInstant(before.end, zone)),
    ];
    return diff(history, after, facts, from - DAY, to + DAY);
  }, [rota, history, facts, form, replaced]);
}

interface Props {
  data: RotaData;
  form: OverrideForm;
  /** The id of the override that is changed. */
  replaced: string | null;
  wording: ShiftWording;
}

export function OverridePreview({ data, form, replaced, wording }: Props) {
  const preview = usePreview(data, form, replaced);
  const problem = problemOf(form);
  return (
    <>
      <h3 style={{ fontSize: 14 }}>{t('override.preview', 'What it changes')}</h3>
      <div aria-live="polite">
        {preview === null ? (
          <p>{problem === null ? '' : PROBLEMS[problem]()}</p>
        ) : (
          <DiffList diff={preview} wording={wording} />
        )}
      </div>
    </>
  );
}
