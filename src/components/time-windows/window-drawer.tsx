/** A drawer that edits a time window. */
import { useState } from 'react';
import { Button, Stack } from '@grafana/ui';
import type { TimeWindowWire } from '#contract/time/time-window';
import type { Stored } from '#contract/stored';
import type { WeeklyWindow } from '#domain/time/weekly';
import { saveObject } from '../../api/client/objects.ts';
import { DeleteButton } from '../form/delete-button.tsx';
import { DrawerForm } from '../form/drawer-form.tsx';
import { readerZone } from '../time/format.ts';
import { toast } from '../browser/toast.ts';
import { useSending } from '../form/use-sending.ts';
import { WeeklyField } from '../form/fields/time/weekly-field.tsx';
import { ZoneField } from '../form/fields/time/zone-field.tsx';
import { isSame } from '../form/stored-draft.ts';
import { FileDraft } from '../replay/file-draft.tsx';
import { PastNights } from '../replay/past-nights.tsx';
import { problemText } from '../words/problem-words.ts';
import { t } from '../../language.ts';
import { InputField } from '../form/fields/labelled-fields.tsx';
import type { WindowPreset } from './presets.ts';
import { windowPresets } from './presets.ts';

export type StoredTimeWindow = Stored<TimeWindowWire>;

const OFFICE: WeeklyWindow = { days: ['workday'], from: '09:00', to: '18:00' };

interface Props {
  /** null for a new time window. */
  window: StoredTimeWindow | null;
  /** What a new one begins with. */
  proposed?: Partial<StoredTimeWindow> | null;
  onClose: () => void;
  /** null: it was deleted */
  onSaved: (saved: StoredTimeWindow | null) => void;
}

export default function WindowDrawer({ window, proposed = null, onClose, onSaved }: Props) {
  const isFromFile = window?.provisioned === true;
  const start = window ?? proposed;
  const [name, setName] = useState(start?.name ?? start?.id ?? '');
  const [timeZone, setZone] = useState(start?.timeZone ?? readerZone());
  const [holidays, setHolidays] = useState(start?.holidays ?? '');
  const [windows, setWindows] = useState<WeeklyWindow[]>(start?.windows ?? [OFFICE]);
  const { isSending, failure, send } = useSending();
  const wrong = failure?.details.find(({ path }) => path === 'holidays');
  const problem = wrong && problemText(wrong);
  const title = window === null ? t('windows.add', 'New time window') : (window.name ?? window.id);
  const body = { name: name.trim(), timeZone, holidays: holidays.trim() === '' ? null : holidays.trim(), windows };
  const [first] = useState(body);
  const isComplete = body.name !== '' && windows.length > 0 && windows.every(({ days }) => days.length > 0);
  const save = () =>
    send(
      () =>
        saveObject<TimeWindowWire>({
          path: 'time-windows',
          id: window?.id ?? null,
          version: window?.version ?? null,
          body: { ...body, ...(window === null && proposed?.id !== undefined && { id: proposed.id }) },
        }),
      (saved) => {
        toast(t('windows.saved', 'The time window is saved'));
        onSaved(saved);
      },
    );
  return (
    <DrawerForm
      draft={{ name, timeZone, holidays, windows }}
      title={title}
      size="md"
      canSave={!isSending && isComplete}
      failure={failure}
      notSaved={t('windows.not-saved', 'The time window was not saved')}
      remove={
        window !== null &&
        !isFromFile && (
          <DeleteButton
            path="time-windows"
            id={window.id}
            name={title}
            version={window.version}
            consequence={t('windows.delete', 'Change what uses it first.')}
            onDeleted={() => onSaved(null)}
          />
        )
      }
      onSave={isFromFile ? null : () => void save()}
      onClose={onClose}
    >
      {window === null && (
        <Presets
          onChoose={(preset) => {
            setName(preset.name);
            setWindows(preset.windows);
          }}
        />
      )}
      <InputField id="window-name" label={t('form.name', 'Name')} value={name} onChange={setName} />
      <WeeklyField id="window" windows={windows} initial={OFFICE} onChange={setWindows} />
      <ZoneField id="window-zone" value={timeZone} onChange={setZone} />
      <InputField
        id="window-holidays"
        label={t('windows.holidays', 'Public holidays of')}
        description={t(
          'windows.holidays-hint',
          'FR, FR-57, DE-BY… What workdays and public holidays refer to. Empty: there are none.',
        )}
        invalid={problem !== undefined}
        error={problem}
        width={20}
        value={holidays}
        onChange={setHolidays}
      />
      {window !== null && !isFromFile && (
        <PastNights objects={{ timeWindows: [{ id: window.id, ...body }] }} isDisabled={!isComplete} />
      )}
      {isFromFile && (
        <FileDraft
          objects={{ timeWindows: [{ id: window.id, ...body }] }}
          isChanged={!isSame(body, first)}
          isDisabled={!isComplete}
        />
      )}
    </DrawerForm>
  );
}

/** Hours to begin with. */
function Presets({ onChoose }: { onChoose: (preset: WindowPreset) => void }) {
  return (
    <Stack gap={1} wrap="wrap">
      {windowPresets().map((preset) => (
        <Button key={preset.key} size="sm" variant="secondary" type="button" onClick={() => onChoose(preset)}>
          {preset.name}
        </Button>
      ))}
    </Stack>
  );
}
