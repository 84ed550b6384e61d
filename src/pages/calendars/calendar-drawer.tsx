/** A drawer that edits an outside calendar. */
import { useState } from 'react';
import type { CalendarWire } from '#contract/calendar';
import type { Stored } from '#contract/stored';
import type { AbsenceKind } from '#domain/rota/model';
import { ABSENCE_KINDS } from '#domain/rota/model';
import { saveObject } from '../../api/client/objects.ts';
import { toast } from '../../components/browser/toast.ts';
import { DeleteButton } from '../../components/form/delete-button.tsx';
import { DrawerForm } from '../../components/form/drawer-form.tsx';
import { DurationField } from '../../components/form/fields/duration-field.tsx';
import { useSending } from '../../components/form/use-sending.ts';
import { absenceText } from '../../components/people/absence-form.tsx';
import { TeamField } from '../../components/form/fields/team-field.tsx';
import { t } from '../../language.ts';
import { ComboboxField, InputField } from '../../components/form/fields/labelled-fields.tsx';

/** The address is write-only: it is read as null, and null leaves it. */
export type StoredCalendar = Stored<CalendarWire>;

const LAYERS = 'layers';
/** Whoever may change it sees the kind itself. */
type Use = Exclude<AbsenceKind, 'absent'> | typeof LAYERS;

interface Props {
  /** null: a new one. */
  calendar: StoredCalendar | null;
  team: string | null;
  onClose: () => void;
}

export function CalendarDrawer({ calendar, team, onClose }: Props) {
  const { isSending, failure, send } = useSending();
  const [draft, setDraft] = useState(() => ({
    name: calendar?.name ?? '',
    team: calendar?.team ?? team,
    url: '',
    refresh: calendar?.refresh ?? '15m',
    staleAfter: calendar?.staleAfter ?? '6h',
    absences: calendar?.absences ?? null,
  }));
  const change = (part: Partial<typeof draft>) => setDraft((old) => ({ ...old, ...part }));
  const labels = { use: t('calendar-form.use', 'Its events are') };
  const uses: Array<{ value: Use; label: string }> = [
    { value: LAYERS, label: t('calendar-form.shifts', 'shifts, for layers of rotas') },
    ...ABSENCE_KINDS.map((kind) => ({
      value: kind,
      label: t('calendars.absences', 'absences: {{kind}}', { kind: absenceText(kind) }),
    })),
  ];
  const save = () =>
    void send(
      () => {
        const { url, name, ...rest } = draft;
        const kept = calendar === null ? {} : { people: calendar.people, timeZone: calendar.timeZone };
        return saveObject<CalendarWire>({
          path: 'calendars',
          id: calendar?.id ?? null,
          version: calendar?.version ?? null,
          body: { ...kept, ...rest, name: name.trim(), url: url.trim() === '' ? null : url.trim() },
        });
      },
      () => {
        toast(t('calendar-form.saved', 'The calendar is read from now on'));
        onClose();
      },
    );
  const remove = calendar !== null && (
    <DeleteButton
      path="calendars"
      id={calendar.id}
      name={calendar.name ?? calendar.id}
      version={calendar.version}
      consequence={t('calendar-form.delete', 'Its events put nobody on call or away any more.')}
      onDeleted={onClose}
    />
  );
  return (
    <DrawerForm
      draft={draft}
      title={
        calendar === null
          ? t('calendars.add', 'Add a calendar')
          : t('edit.title', 'Edit {{name}}', { name: calendar.name ?? calendar.id })
      }
      size="sm"
      canSave={!isSending && draft.name.trim() !== '' && (calendar !== null || draft.url.trim() !== '')}
      failure={failure}
      notSaved={t('calendar-form.not-saved', 'The calendar was not saved')}
      remove={remove}
      onSave={save}
      onClose={onClose}
    >
      <InputField
        id="calendar-name"
        label={t('form.name', 'Name')}
        value={draft.name}
        onChange={(text) => change({ name: text })}
      />
      <InputField
        id="calendar-url"
        label={t('calendar-form.url', 'Address (.ics)')}
        description={
          calendar === null
            ? t(
                'calendar-form.url-hint',
                'The secret address in iCalendar format that Google Calendar, Outlook or the shift plan shows.',
              )
            : t('calendar-form.url-kept', 'Empty: it stays as it is.')
        }
        type="url"
        placeholder="https://…/basic.ics"
        value={draft.url}
        onChange={(text) => change({ url: text })}
      />
      <ComboboxField<Use>
        id="calendar-use"
        label={labels.use}
        options={uses}
        value={draft.absences ?? LAYERS}
        onChange={({ value }) => change({ absences: value === LAYERS ? null : value })}
      />
      <TeamField id="calendar-team" value={draft.team} onChange={(team) => change({ team })} />
      <DurationField
        id="calendar-refresh"
        label={t('calendar-form.refresh', 'Look at it every')}
        value={draft.refresh}
        onChange={(refresh) => change({ refresh })}
      />
      <DurationField
        id="calendar-stale"
        label={t('calendar-form.stale', 'Say that it cannot be read after')}
        value={draft.staleAfter}
        onChange={(staleAfter) => change({ staleAfter })}
      />
    </DrawerForm>
  );
}
