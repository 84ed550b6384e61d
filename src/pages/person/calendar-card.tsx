/** The card with the calendar link of the reader's shifts. */
import { segment } from '../../api/client/client.ts';
import { CalendarLink } from '../../components/rota/calendar-link.tsx';
import { t } from '../../language.ts';

export function CalendarCard({ login }: { login: string }) {
  return (
    <CalendarLink
      path={`users/${segment(login)}/ical`}
      title={t('calendar.title', 'My shifts as a calendar feed')}
      mayChange
    />
  );
}
