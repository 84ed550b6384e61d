/** A field for weekly hours, one line each: days, from, to. */
import { Button, Checkbox, Icon, IconButton, Stack } from '@grafana/ui';
import type { DayWord, WeeklyWindow } from '#domain/time/weekly';
import { DAY_WORDS } from '#domain/time/weekly';
import { dayWordText } from './weekly-text.ts';
import { t } from '../../../../language.ts';
import { InputField, MultiComboboxField } from '../labelled-fields.tsx';

interface Props {
  id: string;
  windows: WeeklyWindow[];
  onChange: (windows: WeeklyWindow[]) => void;
  /** The initial value of a new line. */
  initial: WeeklyWindow;
  disabled?: boolean;
}

const MIDNIGHT = '00:00';

/** From midnight to midnight. */
function isAllDay({ from, to }: WeeklyWindow): boolean {
  return from === MIDNIGHT && to === MIDNIGHT;
}

/** Whether the hours end on the next day, because the end is not after the start. */
function endsNextDay({ from, to }: WeeklyWindow): boolean {
  return to <= from;
}

/** A line that was for the whole day becomes this. */
function hoursOf(initial: WeeklyWindow): Pick<WeeklyWindow, 'from' | 'to'> {
  return isAllDay(initial) ? { from: '09:00', to: '18:00' } : { from: initial.from, to: initial.to };
}

export function WeeklyField({ id, windows, onChange, initial, disabled = false }: Props) {
  const change = (index: number, part: Partial<WeeklyWindow>) =>
    onChange(windows.map((one, i) => (i === index ? { ...one, ...part } : one)));
  const labels = { days: t('weekly.days', 'Days'), from: t('weekly.from', 'From'), to: t('weekly.to', 'To') };
  const options = DAY_WORDS.map((day) => ({ value: day, label: dayWordText(day) }));
  return (
    <Stack direction="column" gap={1}>
      {windows.map((window, i) => (
        <Stack key={i} gap={1} wrap="wrap" alignItems="flex-end">
          <div style={{ flex: '1 1 220px', maxWidth: 420, minWidth: 0 }}>
            <MultiComboboxField<DayWord>
              id={`${id}-${i}-days`}
              label={labels.days}
              options={options}
              value={window.days}
              disabled={disabled}
              onChange={(chosen) => change(i, { days: chosen.map(({ value }) => value) })}
            />
          </div>
          {!isAllDay(window) && (
            <>
              <InputField
                id={`${id}-${i}-from`}
                label={labels.from}
                type="time"
                width={16}
                value={window.from}
                disabled={disabled}
                onChange={(text) => change(i, { from: text })}
              />
              <InputField
                id={`${id}-${i}-to`}
                label={labels.to}
                type="time"
                width={16}
                value={window.to}
                disabled={disabled}
                onChange={(text) => change(i, { to: text })}
              />
            </>
          )}
          <div style={{ display: 'flex', alignItems: 'center', gap: 8, minHeight: 32 }}>
            <Checkbox
              id={`${id}-${i}-all-day`}
              label={t('weekly.all-day', 'All day')}
              value={isAllDay(window)}
              disabled={disabled}
              onChange={(event) =>
                change(i, event.currentTarget.checked ? { from: MIDNIGHT, to: MIDNIGHT } : hoursOf(initial))
              }
            />
            {endsNextDay(window) && !isAllDay(window) && (
              <span>
                <Icon name="arrow-right" size="sm" /> {t('weekly.next-day', 'the next day')}
              </span>
            )}
            {!disabled && (
              <IconButton
                name="trash-alt"
                tooltip={t('weekly.remove', 'Remove line {{number}}', { number: i + 1 })}
                onClick={() => onChange(windows.filter((_, other) => other !== i))}
              />
            )}
          </div>
        </Stack>
      ))}
      {!disabled && (
        <div>
          <Button size="sm" variant="secondary" icon="plus" onClick={() => onChange([...windows, initial])}>
            {t('weekly.add', 'Add hours')}
          </Button>
        </div>
      )}
    </Stack>
  );
}
