/** Makes or renews the contact point with which this Grafana sends to the integration, and follows its silences. */
import { useState } from 'react';
import { Button, Checkbox, Stack } from '@grafana/ui';
import type { ApiResult } from '../../../api/client/client.ts';
import type { ApiFailure } from '../../../api/client/failure.ts';
import { saveObject } from '../../../api/client/objects.ts';
import { saveContactPoint } from '../../../api/grafana/grafana-alerting.ts';
import type { ContactPoint } from '../../../api/grafana/grafana-receiver.ts';
import { newSecret } from '../../../api/grafana/secret.ts';
import type { StoredIntegration } from '../../../api/resources/integrations.ts';
import { followSilences } from '../../../api/service-accounts/silence-account.ts';
import { silenceWorld } from '../../../api/service-accounts/silence-world.ts';
import { toast } from '../../../components/browser/toast.ts';
import { useSending } from '../../../components/form/use-sending.ts';
import { FollowFailure } from '../../../components/integration/silences/follow-failure.tsx';
import { FailureNote } from '../../../components/page/failure-note.tsx';
import { t } from '../../../language.ts';
import { SIGNATURE, freeName, pointFor } from './contact-point.ts';

interface Props {
  integration: StoredIntegration;
  publicUrl: string;
  /** The address at which the sidecar reaches this Grafana; null: it was not told, or the reader is no Admin. */
  grafanaUrl: string | null;
  points: ContactPoint[];
  /** The contact point that sends here already. */
  own: ContactPoint | null;
  onDone: () => void;
  /** Called if only one of the two was saved. */
  onHalf: () => void;
}

export type Connected = Pick<Props, 'integration' | 'publicUrl' | 'points' | 'own' | 'onHalf'>;

/** @returns the integration as it is stored then */
export async function connect({
  integration,
  publicUrl,
  points,
  own,
  onHalf,
}: Connected): Promise<ApiResult<StoredIntegration>> {
  const secret = integration.provisioned ? null : newSecret();
  const toGrafana = async (): Promise<ApiResult<StoredIntegration>> => {
    const name = freeName(points, integration.id);
    const point = pointFor({ id: integration.id, token: integration.token ?? '', publicUrl, secret }, own, name);
    const saved = await saveContactPoint(point, own === null);
    return saved.ok ? { ok: true, value: integration } : saved;
  };
  if (secret === null) {
    return toGrafana();
  }
  const toSidecar = (): Promise<ApiResult<StoredIntegration>> =>
    saveObject<StoredIntegration>({
      path: 'integrations',
      id: integration.id,
      version: integration.version,
      body: { ...integration, hmac: { ...integration.hmac, secret, ...SIGNATURE } },
    });
  // No alert is refused in between, even if the second step fails: a sidecar without a secret also accepts signed
  // payloads, and one with a secret accepts the previous secret for another day.
  const isUnsigned = integration.hmac === null;
  const first = await (isUnsigned ? toGrafana() : toSidecar());
  if (!first.ok) {
    return first;
  }
  const second = await (isUnsigned ? toSidecar() : toGrafana());
  if (!second.ok) {
    onHalf();
    return second;
  }
  return isUnsigned ? second : first;
}

export function Connect({ grafanaUrl, onDone, ...props }: Props) {
  const { integration, publicUrl, own } = props;
  const { isSending, failure, send } = useSending();
  const [isWished, setWished] = useState(true);
  const [notFollowed, setNotFollowed] = useState<ApiFailure | null>(null);
  const mayFollow = grafanaUrl !== null && own === null && integration.sync === null && !integration.provisioned;
  const press = () => {
    setNotFollowed(null);
    return send(
      async () => {
        const connected = await connect(props);
        if (connected.ok && mayFollow && isWished) {
          const asked = { integration: connected.value, url: grafanaUrl, publicUrl, silence: null };
          const followed = await followSilences(silenceWorld(), asked);
          setNotFollowed(followed.ok ? null : followed.failure);
        }
        return connected;
      },
      () => {
        toast(t('grafana.connected', 'Grafana Alerting can send to Vigie'));
        onDone();
      },
    );
  };
  return (
    <Stack direction="column" gap={1}>
      {own === null && (
        <div>
          {t(
            'grafana.intro',
            'Creates a contact point in this Grafana with your permissions: it sends to {{address}}, with the integration’s token and a signature over each message.',
            { address: `${publicUrl}/in` },
          )}
        </div>
      )}
      {mayFollow && (
        // In a column it would stretch, and its description stand apart.
        <div>
          <Checkbox
            id="connect-follow"
            label={t('grafana.follow', 'Follow silences made in Grafana')}
            description={t(
              'grafana.follow-hint',
              'Creates a service account with the role Viewer. While everything that fires is silenced there, Vigie pages nobody.',
            )}
            value={isWished}
            onChange={(event) => setWished(event.currentTarget.checked)}
          />
        </div>
      )}
      <div>
        <Button
          icon={own === null ? 'plug' : 'sync'}
          variant={own === null ? 'primary' : 'secondary'}
          disabled={isSending}
          onClick={() => void press()}
        >
          {own === null
            ? t('grafana.connect', 'Connect this Grafana')
            : t('grafana.renew', 'Renew address, token and signature')}
        </Button>
      </div>
      {failure !== null && (
        <FailureNote failure={failure} what={t('grafana.not-connected', 'Grafana was not connected')} />
      )}
      <FollowFailure failure={notFollowed} what={t('follow.failed', 'Silences are not followed')} />
    </Stack>
  );
}
