/** A drawer to add an outside calendar, to change it, and to delete it. */
import { useState } from 'react';
import type { CalendarWire } from '#contract/rotas/calendar';
import type { Stored } from '#contract/stored';
import { saveObject } from '../../api/client/objects.ts';
import { toast } from '../../components/browser/toast.ts';
import { DeleteButton } from '../../components/form/delete-button.tsx';
import { DrawerForm } from '../../components/form/drawer-form.tsx';
import { useSending } from '../../components/form/use-sending.ts';
import { t } from '../../language.ts';
import type { CalendarDraft } from './calendar-fields.tsx';
import { CalendarFields } from './calendar-fields.tsx';

/** The address is write-only: it is read as null, and sending null keeps it. */
export type StoredCalendar = Stored<CalendarWire>;

interface Props {
  /** null for a new calendar. */
  calendar: StoredCalendar | null;
  team: string | null;
  onClose: () => void;
}

function draftOf(calendar: StoredCalendar | null, team: string | null): CalendarDraft {
  return {
    name: calendar?.name ?? '',
    team: calendar?.team ?? team,
    url: '',
    refresh: calendar?.refresh ?? '15m',
    staleAfter: calendar?.staleAfter ?? '6h',
    absences: calendar?.absences ?? null,
  };
}

function saveCalendar(calendar: StoredCalendar | null, { url, name, ...rest }: CalendarDraft) {
  const kept = calendar === null ? {} : { people: calendar.people, timeZone: calendar.timeZone };
  return saveObject<CalendarWire>({
    path: 'calendars',
    id: calendar?.id ?? null,
    version: calendar?.version ?? null,
    body: { ...kept, ...rest, name: name.trim(), url: url.trim() === '' ? null : url.trim() },
  });
}

export function CalendarDrawer({ calendar, team, onClose }: Props) {
  const { isSending, failure, send } = useSending();
  const [draft, setDraft] = useState(() => draftOf(calendar, team));
  const save = () =>
    void send(
      () => saveCalendar(calendar, draft),
      () => {
        toast(t('calendar-form.saved', 'The calendar is saved'));
        onClose();
      },
    );
  const name = calendar?.name ?? calendar?.id ?? '';
  return (
    <DrawerForm
      draft={draft}
      title={calendar === null ? t('calendars.add', 'Add a calendar') : t('edit.title', 'Edit {{name}}', { name })}
      size="sm"
      canSave={!isSending && draft.name.trim() !== '' && (calendar !== null || draft.url.trim() !== '')}
      failure={failure}
      notSaved={t('calendar-form.not-saved', 'The calendar was not saved')}
      remove={calendar !== null && <DeleteCalendar calendar={calendar} onDeleted={onClose} />}
      onSave={save}
      onClose={onClose}
    >
      <CalendarFields
        draft={draft}
        isNew={calendar === null}
        change={(part) => setDraft((old) => ({ ...old, ...part }))}
      />
    </DrawerForm>
  );
}

function DeleteCalendar({ calendar, onDeleted }: { calendar: StoredCalendar; onDeleted: () => void }) {
  return (
    <DeleteButton
      path="calendars"
      id={calendar.id}
      name={calendar.name ?? calendar.id}
      version={calendar.version}
      consequence={t('calendar-form.delete', 'Its events will no longer put anyone on call or away.')}
      onDeleted={onDeleted}
    />
  );
}
