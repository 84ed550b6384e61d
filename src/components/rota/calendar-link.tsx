/** Shows, creates, renews and deletes the secret address of a calendar of shifts. */
import { useState } from 'react';
import { Button, Stack } from '@grafana/ui';
import type { CalendarLink as Link } from '../../api/resources/people.ts';
import { endCalendarLink, makeCalendarLink } from '../../api/resources/people.ts';
import { useApi } from '../../api/client/use-api.ts';
import { t } from '../../language.ts';
import { CopyText } from '../form/copy-text.tsx';
import { useSending } from '../form/use-sending.ts';
import { FailureNote } from '../page/failure-note.tsx';
import { Section } from '../page/section.tsx';
import { ConfirmDialog } from '../form/confirm-dialog.tsx';

interface Props {
  /** Such as `users/ann/ical` or `rotas/sre/ical`. */
  path: string;
  title: string;
  /** Whether the reader may create, renew and delete the link. */
  mayChange: boolean;
}

type Question = 'renew' | 'end';

function Confirm({ question, onYes, onNo }: { question: Question; onYes: () => void; onNo: () => void }) {
  const isEnd = question === 'end';
  return (
    <ConfirmDialog
      isOpen
      title={
        isEnd
          ? t('calendar.end-title', 'Revoke the calendar address?')
          : t('calendar.renew-title', 'Replace the calendar address?')
      }
      body={t(
        'calendar.stops',
        'Calendars that use the current address stop updating at once. Give the new one to everyone who needs the shifts.',
      )}
      confirmText={isEnd ? t('calendar.end', 'Revoke') : t('calendar.renew', 'Replace address')}
      dismissText={t('form.cancel', 'Cancel')}
      onConfirm={onYes}
      onDismiss={onNo}
    />
  );
}

export function CalendarLink({ path, title, mayChange }: Props) {
  const [isOpen, setOpen] = useState(false);
  const [question, setQuestion] = useState<Question | null>(null);
  // The API answers 404 if there is no link, so the link is requested only when the reader opens it.
  const asked = useApi<Link>(isOpen ? { path } : null);
  const { isSending, failure, send } = useSending();
  const isNone = asked.failure?.kind === 'not-found';
  const link = isNone ? null : asked.data;
  const make = () => void send(() => makeCalendarLink(path), asked.reload);
  const yes = () => {
    setQuestion(null);
    void send(() => (question === 'end' ? endCalendarLink(path) : makeCalendarLink(path)), asked.reload);
  };
  return (
    <Section title={title}>
      <Stack direction="column" gap={1}>
        <div>
          {t(
            'calendar.intro',
            'An address for Google Calendar, Outlook or a phone. It is secret: whoever has it sees the shifts.',
          )}
        </div>
        {link !== null && <CopyText name={t('calendar.link', 'Calendar address')} text={link.url} />}
        {asked.failure !== null && !isNone && <FailureNote failure={asked.failure} onRetry={asked.reload} />}
        {failure !== null && <FailureNote failure={failure} />}
        {!isOpen && (
          <div>
            <Button size="sm" variant="secondary" icon="link" onClick={() => setOpen(true)}>
              {t('calendar.show', 'Show address')}
            </Button>
          </div>
        )}
        {isOpen && isNone && !mayChange && (
          <div role="status">{t('calendar.none', 'No address yet; Editors of the team can create one.')}</div>
        )}
        {isOpen && mayChange && (isNone || link !== null) && (
          <Stack gap={1} wrap="wrap">
            <Button
              size="sm"
              variant="secondary"
              icon="link"
              disabled={isSending}
              onClick={link === null ? make : () => setQuestion('renew')}
            >
              {link === null ? t('calendar.make', 'Create address') : t('calendar.renew', 'Replace address')}
            </Button>
            {link !== null && (
              <Button
                size="sm"
                variant="destructive"
                fill="outline"
                icon="trash-alt"
                disabled={isSending}
                onClick={() => setQuestion('end')}
              >
                {t('calendar.end', 'Revoke')}
              </Button>
            )}
          </Stack>
        )}
      </Stack>
      {question !== null && <Confirm question={question} onYes={yes} onNo={() => setQuestion(null)} />}
    </Section>
  );
}
