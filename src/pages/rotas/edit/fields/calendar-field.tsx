/** A form field for the calendar that fills a layer. */
import { Field, TextLink } from '@grafana/ui';
import type { CalendarWire } from '#contract/rotas/calendar';
import { useApiPages } from '../../../../api/client/use-api.ts';
import { Combobox } from '../../../../components/form/fields/combobox.tsx';
import { tabPath } from '../../../../components/menu/sections.ts';
import { t } from '../../../../language.ts';

const TURNS = '';

interface Props {
  id: string;
  /** null if people take turns. */
  value: string | null;
  onChange: (calendar: string | null) => void;
}

/** Chooses between turns and an outside calendar. Shown only if there are calendars. */
export function CalendarField({ id, value, onChange }: Props) {
  const calendars = (useApiPages<CalendarWire>({ path: 'calendars' }).data ?? []).filter(
    ({ absences, id: own }) => absences === null || own === value,
  );
  if (calendars.length === 0 && value === null) {
    return null;
  }
  const label = t('layer.source', 'Who is on call comes from');
  const known = calendars.map((one) => ({
    value: one.id,
    label: t('layer.calendar', 'the calendar {{name}}', { name: one.name ?? one.id }),
  }));
  const lost = value !== null && !calendars.some((one) => one.id === value) ? [{ value, label: value }] : [];
  return (
    <Field
      label={label}
      htmlFor={id}
      description={
        <TextLink href={tabPath('rotas', 'calendars')} inline>
          {t('layer.calendars', 'Calendars and the people they name')}
        </TextLink>
      }
      noMargin
    >
      <div style={{ maxWidth: 340 }}>
        <Combobox
          id={id}
          aria-label={label}
          options={[{ value: TURNS, label: t('layer.turns', 'turns') }, ...known, ...lost]}
          value={value ?? TURNS}
          onChange={(option) => onChange(option.value === TURNS ? null : option.value)}
        />
      </div>
    </Field>
  );
}
