/** The service account with which silences are followed: whether it works, what it may do, and its end. */
import { useState } from 'react';
import { Alert, Button, Stack, TextLink } from '@grafana/ui';
import { MINUTE } from '#domain/time/duration';
import type { FollowingIntegration } from '../../../../api/service-accounts/silence-account.ts';
import {
  changeSilences,
  expiresSoon,
  roleFor,
  stopFollowing,
} from '../../../../api/service-accounts/silence-account.ts';
import { silenceWorld } from '../../../../api/service-accounts/silence-world.ts';
import { toast } from '../../../../components/browser/toast.ts';
import { ConfirmDialog } from '../../../../components/form/confirm-dialog.tsx';
import { useSending } from '../../../../components/form/use-sending.ts';
import { accountTrouble, roleText } from '../../../../components/integration/silences/account-words.ts';
import { FollowFailure } from '../../../../components/integration/silences/follow-failure.tsx';
import { RenewAccount } from '../../../../components/integration/silences/renew-account.tsx';
import { useAccountState } from '../../../../components/integration/silences/use-account-state.ts';
import { Badge } from '../../../../components/page/badge.tsx';
import { At } from '../../../../components/time/times.tsx';
import { useNow } from '../../../../components/time/use-now.ts';
import { t } from '../../../../language.ts';
import { AcknowledgingFields, acknowledgingOf, isUsable, silenceOf } from './follow-form.tsx';

interface Props {
  integration: FollowingIntegration;
  /** The address at which the sidecar reaches this Grafana; null: it was not told. */
  own: string | null;
  publicUrl: string;
  onChanged: () => void;
}

/** Changes the role together with what it is needed for. */
function Acknowledgements({ integration, onChanged }: Pick<Props, 'integration' | 'onChanged'>) {
  const stored = integration.sync.silence;
  const [draft, setDraft] = useState(() => acknowledgingOf(stored));
  const { isSending, failure, send } = useSending();
  const change = () =>
    send(
      () => changeSilences(silenceWorld(), integration, silenceOf(draft)),
      () => {
        toast(
          t('follow.changed', 'The service account is {{role}} now', { role: roleText(roleFor(silenceOf(draft))) }),
        );
        onChanged();
      },
    );
  return (
    <>
      <AcknowledgingFields value={draft} onChange={setDraft} />
      {silenceOf(draft) !== stored && (
        <div>
          <Button icon="save" disabled={isSending || !isUsable(draft)} onClick={() => void change()}>
            {t('form.save', 'Save')}
          </Button>
        </div>
      )}
      <FollowFailure failure={failure} what={t('follow.not-changed', 'The role was not changed')} />
    </>
  );
}

function StopFollowing({ integration, onChanged }: Pick<Props, 'integration' | 'onChanged'>) {
  const [isAsking, setAsking] = useState(false);
  const { isSending, failure, send } = useSending();
  const stop = () => {
    setAsking(false);
    void send(
      () => stopFollowing(silenceWorld(), integration),
      () => {
        toast(t('follow.ended', 'Vigie no longer follows silences'));
        onChanged();
      },
    );
  };
  return (
    <>
      <div>
        <Button variant="secondary" icon="times" disabled={isSending} onClick={() => setAsking(true)}>
          {t('follow.stop', 'Stop following silences')}
        </Button>
      </div>
      <FollowFailure failure={failure} what={t('follow.not-ended', 'The service account was not removed')} />
      <ConfirmDialog
        isOpen={isAsking}
        title={t('follow.stop', 'Stop following silences')}
        body={t(
          'follow.stop-body',
          'Its service account and token are deleted in Grafana. Vigie then pages for alerts that are silenced there.',
        )}
        confirmText={t('follow.stop', 'Stop following silences')}
        dismissText={t('form.cancel', 'Cancel')}
        onConfirm={stop}
        onDismiss={() => setAsking(false)}
      />
    </>
  );
}

export function FollowedWith({ integration, own, publicUrl, onChanged }: Props) {
  const state = useAccountState(integration);
  const at = useNow(MINUTE);
  const { account, silence, url } = integration.sync;
  const trouble = accountTrouble(state);
  const isElsewhere = state === 'elsewhere';
  const isUrgent = (trouble !== null && !isElsewhere) || expiresSoon(account, at);
  return (
    <>
      {trouble !== null && <Alert severity={isElsewhere ? 'info' : 'error'} title={trouble} />}
      <div>
        {state === 'well' && (
          <>
            <Badge color="green" icon="check-circle" text={t('follow.on', 'Followed')} />{' '}
          </>
        )}
        {t('follow.through', 'Through a service account of its own with the role {{role}}.', {
          role: roleText(roleFor(silence)),
        })}{' '}
        {!isElsewhere && (
          <TextLink inline href={`/org/serviceaccounts/${account.id}`}>
            {t('follow.see', 'Open it in Grafana')}
          </TextLink>
        )}
      </div>
      <div>
        {account.expiresAt === null ? (
          t('follow.endless', 'Its token does not expire.')
        ) : (
          <>
            {t('follow.expires', 'Its token expires:')} <At at={account.expiresAt} />
          </>
        )}
      </div>
      {!isElsewhere && (
        <>
          <Acknowledgements integration={integration} onChanged={onChanged} />
          <Stack gap={1} wrap="wrap">
            <RenewAccount
              isPrimary={isUrgent}
              integration={integration}
              url={own ?? url ?? ''}
              publicUrl={publicUrl}
              onRenewed={onChanged}
            />
            <StopFollowing integration={integration} onChanged={onChanged} />
          </Stack>
        </>
      )}
    </>
  );
}
