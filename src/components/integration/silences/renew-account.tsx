/** Replaces the token with which silences are followed. */
import { Button, Stack } from '@grafana/ui';
import type { FollowingIntegration } from '../../../api/service-accounts/silence-account.ts';
import { followSilences } from '../../../api/service-accounts/silence-account.ts';
import { silenceWorld } from '../../../api/service-accounts/silence-world.ts';
import { t } from '../../../language.ts';
import { toast } from '../../browser/toast.ts';
import { useSending } from '../../form/use-sending.ts';
import { FollowFailure } from './follow-failure.tsx';

interface Props {
  integration: FollowingIntegration;
  /** The address at which the sidecar reaches this Grafana. */
  url: string;
  publicUrl: string;
  isPrimary?: boolean;
  onRenewed: () => void;
}

export function RenewAccount({ integration, url, publicUrl, isPrimary = false, onRenewed }: Props) {
  const { isSending, failure, send } = useSending();
  const { silence } = integration.sync;
  const renew = () =>
    send(
      () => followSilences(silenceWorld(), { integration, url, publicUrl, silence }),
      () => {
        toast(t('follow.renewed', 'Vigie follows silences with a new token'));
        onRenewed();
      },
    );
  return (
    <Stack direction="column" gap={1}>
      <div>
        <Button
          icon="sync"
          variant={isPrimary ? 'primary' : 'secondary'}
          disabled={isSending}
          onClick={() => void renew()}
        >
          {t('follow.renew', 'Renew')}
        </Button>
      </div>
      <FollowFailure failure={failure} what={t('follow.not-renewed', 'The token was not renewed')} />
    </Stack>
  );
}
