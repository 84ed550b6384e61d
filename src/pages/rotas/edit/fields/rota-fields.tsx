/** The fields of a rota besides its layers. */
import { Field, Input, Stack } from '@grafana/ui';
import { ZoneField } from '../../../../components/form/fields/time/zone-field.tsx';
import type { OnAbsence } from '#domain/rota/model';
import { ABSENCE_MODES } from '#domain/rota/model';
import { t } from '../../../../language.ts';
import { absenceModeText } from '../../changes/change-text.ts';
import type { RotaDraft } from '../draft.ts';
import { hasHolidayHours } from '../draft.ts';
import { HolidaysField } from '../../../../components/form/fields/time/holidays-field.tsx';
import { TeamField } from '../../../../components/form/fields/team-field.tsx';
import { Combobox } from '../../../../components/form/fields/combobox.tsx';
import { useTimeWindows, windowOptions } from '../../../../components/time-windows/use-time-windows.ts';
import { WindowChoice } from '../../../../components/time-windows/window-choice.tsx';

interface Props {
  draft: RotaDraft;
  onChange: (part: Partial<RotaDraft>) => void;
}

/** Editors assign a rota to their own teams. Admins edit rotas without a team. */
export function NameFields({ draft, onChange }: Props) {
  return (
    <Stack gap={2} wrap="wrap">
      <Field label={t('form.name', 'Name')} htmlFor="rota-name" noMargin>
        <div style={{ width: 320, maxWidth: '100%' }}>
          <Input
            id="rota-name"
            value={draft.name}
            onChange={(event) => onChange({ name: event.currentTarget.value })}
          />
        </div>
      </Field>
      <TeamField id="rota-team" width={28} value={draft.team} onChange={(team) => onChange({ team })} />
    </Stack>
  );
}

/** Outside this window, unstaffed time is no gap. */
function ExpectedField({ value, onChange }: { value: string | null; onChange: (id: string | null) => void }) {
  const windows = useTimeWindows();
  return (
    <WindowChoice
      id="rota-expected"
      label={t('rota-field.expected', 'Somebody must be on call')}
      description={t('expected.hint', 'Outside this time window, gaps are fine.')}
      width={40}
      placeholder={t('expected.always', 'always')}
      windows={windowOptions(windows)}
      value={value}
      onChange={onChange}
    />
  );
}

export function RotaFields({ draft, onChange }: Props) {
  const label = t('rota-field.on-absence', 'When someone is away');
  return (
    <Stack direction="column" gap={2}>
      <NameFields draft={draft} onChange={onChange} />
      <Stack gap={2} wrap="wrap">
        <ZoneField id="rota-zone" value={draft.timeZone} onChange={(timeZone) => onChange({ timeZone })} />
        <HolidaysField
          id="rota-holidays"
          value={draft.holidays}
          isNeeded={draft.layers.some(hasHolidayHours)}
          onChange={(holidays) => onChange({ holidays })}
        />
      </Stack>
      <Field label={label} htmlFor="rota-absence" noMargin>
        <div style={{ maxWidth: 340 }}>
          <Combobox<OnAbsence>
            id="rota-absence"
            aria-label={label}
            options={ABSENCE_MODES.map((mode) => ({ value: mode, label: absenceModeText(mode) }))}
            value={draft.onAbsence}
            onChange={({ value }) => onChange({ onAbsence: value })}
          />
        </div>
      </Field>
      <ExpectedField value={draft.expected} onChange={(expected) => onChange({ expected })} />
    </Stack>
  );
}
