/** Asks whether people who are not available are to be paged all the same. */
import { NOT_AVAILABLE_NOW } from '#contract/reasons/refusals';
import { wordsOf } from '#contract/reasons/reason';
import type { ApiFailure } from '../../api/client/failure.ts';
import { ConfirmDialog } from '../form/confirm-dialog.tsx';
import { useName } from './directory.tsx';
import { timeText } from '../time/format.ts';
import { useNow } from '../time/use-now.ts';
import { useZone } from '../time/zone.tsx';
import { t } from '../../language.ts';

/** What the sidecar asked, and how to go on. */
export interface UnavailableQuestion {
  failure: ApiFailure;
  pageAnyway: () => void;
}

export function asksIfUnavailable({ reason }: ApiFailure): boolean {
  return reason !== null && Object.hasOwn(NOT_AVAILABLE_NOW, reason);
}

interface Props {
  question: UnavailableQuestion | null;
  onDismiss: () => void;
}

export function AskUnavailable({ question, onDismiss }: Props) {
  const name = useName();
  const zone = useZone();
  const now = useNow();
  if (question === null) {
    return null;
  }
  const { failure, pageAnyway } = question;
  const body = wordsOf(
    NOT_AVAILABLE_NOW,
    {
      'not-available': ({ user, until, others }) => {
        const values = { a: name('people', user), time: timeText(until, now, zone) };
        return others.length === 0
          ? t('ask-available.one', '{{a}} is not available until {{time}}.', values)
          : t('ask-available.more', '{{a}} is not available until {{time}}, nor are {{others}}.', {
              ...values,
              others: others.map((login) => name('people', login)).join(', '),
            });
      },
    },
    failure,
  );
  return (
    <ConfirmDialog
      isOpen
      title={t('ask-available.title', 'Page them now?')}
      body={body ?? failure.message}
      confirmText={t('ask-available.confirm', 'Page now')}
      onConfirm={pageAnyway}
      onDismiss={onDismiss}
    />
  );
}
