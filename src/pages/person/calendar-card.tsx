/** The card with the calendar link of a person's shifts. */
import { segment } from '../../api/client/client.ts';
import { CalendarLink } from '../../components/rota/calendar-link.tsx';
import { t } from '../../language.ts';

export function CalendarCard({ login, isMe }: { login: string; isMe: boolean }) {
  return (
    <CalendarLink
      path={`users/${segment(login)}/ical`}
      title={
        isMe
          ? t('calendar.title', 'My shifts as a calendar feed')
          : t('calendar.title-other', 'Shifts of this person as a calendar feed')
      }
      mayChange
    />
  );
}
