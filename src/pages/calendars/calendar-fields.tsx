/** The fields of an outside calendar: its address, the meaning of its events, and how often it is read. */
import type { AbsenceKind } from '#domain/rota/model';
import { ABSENCE_KINDS } from '#domain/rota/model';
import { DurationField } from '../../components/form/fields/time/duration-field.tsx';
import { ComboboxField, InputField } from '../../components/form/fields/labelled-fields.tsx';
import { TeamField } from '../../components/form/fields/team-field.tsx';
import { absenceText } from '../../components/people/absence-form.tsx';
import { t } from '../../language.ts';

const LAYERS = 'layers';
/** People who may change the calendar see the kind itself. */
type ShownAbsenceKind = Exclude<AbsenceKind, 'absent'>;

export interface CalendarDraft {
  name: string;
  team: string | null;
  /** Empty keeps the stored address. */
  url: string;
  refresh: string;
  staleAfter: string;
  /** null if the events are shifts for layers of rotas. */
  absences: ShownAbsenceKind | null;
}

interface Props {
  draft: CalendarDraft;
  isNew: boolean;
  change: (part: Partial<CalendarDraft>) => void;
}

export function CalendarFields({ draft, isNew, change }: Props) {
  return (
    <>
      <InputField
        id="calendar-name"
        label={t('form.name', 'Name')}
        value={draft.name}
        onChange={(text) => change({ name: text })}
      />
      <AddressField url={draft.url} isNew={isNew} change={change} />
      <UseField absences={draft.absences} change={change} />
      <TeamField id="calendar-team" value={draft.team} onChange={(team) => change({ team })} />
      <DurationField
        id="calendar-refresh"
        label={t('calendar-form.refresh', 'Refresh every')}
        value={draft.refresh}
        onChange={(refresh) => change({ refresh })}
      />
      <DurationField
        id="calendar-stale"
        label={t('calendar-form.stale', 'Report as unreadable after')}
        value={draft.staleAfter}
        onChange={(staleAfter) => change({ staleAfter })}
      />
    </>
  );
}

function AddressField({ url, isNew, change }: Pick<CalendarDraft, 'url'> & Pick<Props, 'isNew' | 'change'>) {
  return (
    <InputField
      id="calendar-url"
      label={t('calendar-form.url', 'Address (.ics)')}
      description={
        isNew
          ? t(
              'calendar-form.url-hint',
              'The secret address in iCalendar format that Google Calendar, Outlook or the shift plan shows.',
            )
          : t('calendar-form.url-kept', 'Leave empty to keep the current one.')
      }
      type="url"
      placeholder="https://…/basic.ics"
      value={url}
      onChange={(text) => change({ url: text })}
    />
  );
}

function UseField({ absences, change }: Pick<CalendarDraft, 'absences'> & Pick<Props, 'change'>) {
  return (
    <ComboboxField<ShownAbsenceKind | typeof LAYERS>
      id="calendar-use"
      label={t('calendar-form.use', 'Its events are')}
      options={[
        { value: LAYERS, label: t('calendar-form.shifts', 'shifts, for layers of rotas') },
        ...ABSENCE_KINDS.map((kind) => ({
          value: kind,
          label: t('calendars.absences', 'absences: {{kind}}', { kind: absenceText(kind) }),
        })),
      ]}
      value={absences ?? LAYERS}
      onChange={({ value }) => change({ absences: value === LAYERS ? null : value })}
    />
  );
}
