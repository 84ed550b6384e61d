import { useState } from 'react';
import { Button, Stack } from '@grafana/ui';
import { segment } from '../../api/client/client.ts';
import type { CalendarLink } from '../../api/resources/people.ts';
import { endCalendarLink, makeCalendarLink } from '../../api/resources/people.ts';
import { useAsk } from '../../api/client/use-ask.ts';
import { CopyText } from '../../components/form/copy-text.tsx';
import { FailureNote } from '../../components/page/failure-note.tsx';
import { Section } from '../../components/page/section.tsx';
import { useSending } from '../../components/form/use-sending.ts';
import { t } from '../../language.ts';

/** My shifts in the calendar of my phone. */
export function CalendarCard({ login }: { login: string }) {
  const [isOpen, setOpen] = useState(false);
  // Who has no link is answered with 404, so it is asked only when it is wanted.
  const asked = useAsk<CalendarLink>(isOpen ? { path: `users/${segment(login)}/ical` } : null);
  const { isSending, failure, send } = useSending();
  const isNone = asked.failure?.kind === 'not-found';
  const link = isNone ? null : asked.data;
  return (
    <Section title={t('calendar.title', 'My shifts in another calendar')}>
      <Stack direction="column" gap={1}>
        <div>{t('calendar.intro', 'An address for Google Calendar, Outlook or a phone. It is secret: whoever has it sees the shifts.')}</div>
        {link !== null && <CopyText name={t('calendar.link', 'Calendar address')} text={link.url} />}
        {asked.failure !== null && !isNone && <FailureNote failure={asked.failure} onRetry={asked.reload} />}
        {failure !== null && <FailureNote failure={failure} />}
        {!isOpen && (
          <div>
            <Button size="sm" variant="secondary" icon="link" onClick={() => setOpen(true)}>
              {t('calendar.show', 'Show the address')}
            </Button>
          </div>
        )}
        {isOpen && (isNone || link !== null) && (
          <Stack gap={1} wrap="wrap">
            <Button size="sm" variant="secondary" icon="link" disabled={isSending} onClick={() => void send(() => makeCalendarLink(login), asked.reload)}>
              {link === null ? t('calendar.make', 'Make an address') : t('calendar.renew', 'Make another in its place')}
            </Button>
            {link !== null && (
              <Button size="sm" variant="destructive" fill="outline" icon="trash-alt" disabled={isSending} onClick={() => void send(() => endCalendarLink(login), asked.reload)}>
                {t('calendar.end', 'End it')}
              </Button>
            )}
          </Stack>
        )}
      </Stack>
    </Section>
  );
}
