/** Warns where the addresses in instructions lead nowhere from elsewhere. */
import { Alert } from '@grafana/ui';
import { isLocalOnly } from '../../api/connection/address.ts';
import { t } from '../../language.ts';

export function LocalOnlyNote({ publicUrl }: { publicUrl: string }) {
  return (
    isLocalOnly(publicUrl) && (
      <Alert
        severity="warning"
        title={t('setup.local', 'Only this machine reaches {{address}}', { address: publicUrl })}
      >
        {t(
          'setup.local-more',
          'Set VIGIE_PUBLIC_URL of the sidecar to an address that your monitors and phones reach; the addresses below then begin with it.',
        )}
      </Alert>
    )
  );
}
