/** Asks before people are paged who are not available, and before nobody is paged because of the shadow. */
import { IN_SHADOW_NOW, NOT_AVAILABLE_NOW } from '#contract/reasons/refusals';
import { wordsOf } from '#contract/reasons/reason';
import type { ApiFailure } from '../../api/client/failure.ts';
import { ConfirmDialog } from '../form/confirm-dialog.tsx';
import { useName } from './directory.tsx';
import { timeText } from '../time/format.ts';
import { useNow } from '../time/use-now.ts';
import { useZone } from '../time/zone.tsx';
import { t } from '../../language.ts';

/** Fields of a request that tell the sidecar what it may do without asking. */
export interface AskFlags {
  askIfUnavailable?: true;
  evenInShadow?: true;
}

/** What the sidecar asked, and how to go on. */
export interface FirstQuestion {
  failure: ApiFailure;
  goOn: () => void;
}

/** @returns the flags of the same request after a yes; null: the sidecar did not ask */
export function flagsAfterYes({ reason }: ApiFailure, flags: AskFlags): AskFlags | null {
  if (reason === null) {
    return null;
  }
  if (Object.hasOwn(IN_SHADOW_NOW, reason)) {
    return { ...flags, evenInShadow: true };
  }
  return Object.hasOwn(NOT_AVAILABLE_NOW, reason) ? { ...flags, askIfUnavailable: undefined } : null;
}

interface Props {
  question: FirstQuestion | null;
  onDismiss: () => void;
}

export function AskFirst({ question, onDismiss }: Props) {
  if (question === null) {
    return null;
  }
  const { failure, goOn } = question;
  const isShadow = failure.reason !== null && Object.hasOwn(IN_SHADOW_NOW, failure.reason);
  return isShadow ? (
    <ConfirmDialog
      isOpen
      title={t('ask-shadow.title', 'Page nobody?')}
      body={<ShadowBody failure={failure} />}
      confirmText={t('ask-shadow.confirm', 'Go on in shadow')}
      onConfirm={goOn}
      onDismiss={onDismiss}
    />
  ) : (
    <ConfirmDialog
      isOpen
      title={t('ask-available.title', 'Page them now?')}
      body={<AvailableBody failure={failure} />}
      confirmText={t('ask-available.confirm', 'Page now')}
      onConfirm={goOn}
      onDismiss={onDismiss}
    />
  );
}

function ShadowBody({ failure }: { failure: ApiFailure }) {
  const name = useName();
  const cause = wordsOf(
    IN_SHADOW_NOW,
    {
      'in-shadow': ({ cause, id }) => {
        switch (cause) {
          case 'all':
            return t('ask-shadow.all', 'Everything is in shadow.');
          case 'team':
            return t('ask-shadow.team', 'The team {{name}} is in shadow.', { name: name('teams', id ?? '') });
          case 'integration':
            return t('ask-shadow.integration', 'The integration {{name}} is in shadow.', {
              name: name('integrations', id ?? ''),
            });
        }
      },
    },
    failure,
  );
  return (
    <>
      <p>{cause ?? failure.message}</p>
      <p>{t('ask-shadow.body', 'The incident shows whom Vigie would page, and nothing is sent.')}</p>
    </>
  );
}

function AvailableBody({ failure }: { failure: ApiFailure }) {
  const name = useName();
  const zone = useZone();
  const now = useNow();
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
  return <>{body ?? failure.message}</>;
}
