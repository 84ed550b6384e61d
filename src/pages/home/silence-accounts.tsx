/** Warns Admins before silences are no longer followed, or when they are not. */
import { Alert, Stack, TextLink } from '@grafana/ui';
import { HOUR } from '#domain/time/duration';
import { segment } from '../../api/client/client.ts';
import { useApiPages } from '../../api/client/use-api.ts';
import type { StoredIntegration } from '../../api/resources/integrations.ts';
import type { FollowingIntegration } from '../../api/service-accounts/silence-account.ts';
import { expiresSoon, hasAccount } from '../../api/service-accounts/silence-account.ts';
import { accountTrouble } from '../../components/integration/silences/account-words.ts';
import { RenewAccount } from '../../components/integration/silences/renew-account.tsx';
import { useAccountState } from '../../components/integration/silences/use-account-state.ts';
import { At } from '../../components/time/times.tsx';
import { useNow } from '../../components/time/use-now.ts';
import { PLUGIN_ROOT } from '../../constants.ts';
import { t } from '../../language.ts';

interface Props {
  integration: FollowingIntegration;
  url: string;
  publicUrl: string;
  onRenewed: () => void;
}

function AccountAlert({ integration, url, publicUrl, onRenewed }: Props) {
  const state = useAccountState(integration);
  const at = useNow(HOUR);
  const { id, name, sync } = integration;
  // The Admins of its organisation are warned.
  if (state === null || state === 'elsewhere') {
    return null;
  }
  const trouble = accountTrouble(state);
  if (trouble === null && !expiresSoon(sync.account, at)) {
    return null;
  }
  return (
    <Alert
      severity={trouble === null ? 'warning' : 'error'}
      title={
        trouble === null
          ? t('follow.soon', 'Silences of {{name}} will soon not be followed', { name: name ?? id })
          : t('follow.stopped', 'Silences of {{name}} are not followed', { name: name ?? id })
      }
    >
      <Stack direction="column" gap={1}>
        <div>
          {trouble ?? (
            <>
              {t('follow.expires', 'Its token expires:')}{' '}
              {sync.account.expiresAt !== null && <At at={sync.account.expiresAt} />}
            </>
          )}{' '}
          <TextLink inline href={`${PLUGIN_ROOT}/integrations/${segment(id)}?at=silences`}>
            {t('follow.open', 'Grafana silences')}
          </TextLink>
        </div>
        <RenewAccount isPrimary integration={integration} url={url} publicUrl={publicUrl} onRenewed={onRenewed} />
      </Stack>
    </Alert>
  );
}

/** @param url the address at which the sidecar reaches this Grafana */
export default function SilenceAccounts({ url, publicUrl }: { url: string; publicUrl: string }) {
  const { data, reload } = useApiPages<StoredIntegration>({ path: 'integrations' });
  return (data ?? [])
    .filter(hasAccount)
    .map((integration) => (
      <AccountAlert key={integration.id} integration={integration} url={url} publicUrl={publicUrl} onRenewed={reload} />
    ));
}
