/** Connects this Grafana's own alerts with one click, using the rights of the person who clicks. */
import { useState } from 'react';
import { Alert, Button, Stack, TextLink } from '@grafana/ui';
import { Badge } from '../../../components/page/badge.tsx';
import type { ListPage } from '#contract/list';
import { testContactPoint } from '../../../api/grafana/grafana-alerting.ts';
import type { ContactPoint } from '../../../api/grafana/grafana-receiver.ts';
import { segment } from '../../../api/client/client.ts';
import { useApi } from '../../../api/client/use-api.ts';
import { isRefusing } from '../../../components/integration/refusing.ts';
import { PLUGIN_ROOT } from '../../../constants.ts';
import type { IntegrationState, StoredIntegration } from '../../../api/resources/integrations.ts';
import { CopyText } from '../../../components/form/copy-text.tsx';
import { FailureNote } from '../../../components/page/failure-note.tsx';
import { Section } from '../../../components/page/section.tsx';
import { useSending } from '../../../components/form/use-sending.ts';
import { Skeleton } from '../../../components/loading/skeleton.tsx';
import { t } from '../../../language.ts';
import { contactPointYaml, secretText } from '../instructions/contact-point-file.ts';
import { Arrival } from './arrival.tsx';
import { Connect } from './connect.tsx';
import { isReadOnly, ownPoint } from './contact-point.ts';
import { RouteForm } from './route-form.tsx';
import type { Sender } from './give-token.ts';
import type { ContactPoints } from './use-contact-points.ts';

interface Props {
  integration: StoredIntegration;
  publicUrl: string;
  /** The address at which the sidecar reaches this Grafana; null: it was not told, or the reader is no Admin. */
  grafanaUrl: string | null;
  /** This is the only Grafana integration. */
  isOnly: boolean;
  mayEdit: boolean;
  /** The newest alert, to recognize the next one. */
  newest: string | null;
  contacts: ContactPoints;
  onChanged: () => void;
}

interface ByFileProps extends Pick<Props, 'integration' | 'publicUrl' | 'isOnly'> {
  /** The contact point that a provisioning file already defines. */
  point?: ContactPoint;
  why: string;
}

function ByFile({ integration, point, publicUrl, isOnly, why }: ByFileProps) {
  const { id, token, hmac } = integration;
  return (
    <Stack direction="column" gap={1}>
      <div>{why}</div>
      <CopyText
        name="provisioning/alerting/vigie.yaml"
        saveAs="vigie.yaml"
        text={contactPointYaml(
          { id, publicUrl, token: token ?? '$VIGIE_INGEST_TOKEN', isOnly, ...(point !== undefined && { point }) },
          hmac !== null,
        )}
      />
      {hmac !== null && <div>{secretText(integration)}</div>}
    </Stack>
  );
}

/** Sends Grafana's own test through the contact point, and waits for its arrival. */
function TestPart({ integration, point, newest }: { integration: string; point: ContactPoint; newest: string | null }) {
  const { isSending, failure, send } = useSending();
  const [sent, setSent] = useState<{ before: string | null; problem: string | null; round: number } | null>(null);
  const test = () => {
    const before = newest;
    return send(
      () => testContactPoint(point),
      ({ problem }) => setSent((old) => ({ before, problem, round: (old?.round ?? 0) + 1 })),
    );
  };
  return (
    <Stack direction="column" gap={1}>
      <div>
        <Button variant="secondary" icon="message" disabled={isSending} onClick={() => void test()}>
          {t('grafana.test', 'Send a test through Grafana')}
        </Button>
      </div>
      {failure !== null && (
        <>
          <FailureNote failure={failure} what={t('grafana.test-failed', 'Grafana didn’t send it')} />
          <TextLink href="/alerting/notifications">
            {t('grafana.test-by-hand', 'Press “Test” on Grafana’s page of contact points instead')}
          </TextLink>
        </>
      )}
      {sent !== null && sent.problem !== null && (
        <Alert severity="error" title={t('grafana.test-problem', 'Grafana sent it, but it was rejected')}>
          <code style={{ overflowWrap: 'anywhere' }}>{sent.problem}</code>
        </Alert>
      )}
      {sent !== null && sent.problem === null && (
        <Arrival key={sent.round} integration={integration} before={sent.before} />
      )}
    </Stack>
  );
}

/** Warns if the last alert was refused, since a connected Grafana may still be rejected. */
function useRefused(id: string) {
  const state = useApi<ListPage<IntegrationState>>(
    { path: 'integration-states' },
    { live: ['incident'] },
  ).data?.items.find((one) => one.integration === id);
  return state !== undefined && isRefusing(state) ? (
    <Alert severity="error" title={t('grafana.refused', 'The last payload was rejected')}>
      <TextLink href={`${PLUGIN_ROOT}/integrations/${segment(id)}?tab=came`}>
        {t('grafana.refused-more', 'See why; if the signature or the token is wrong, renew them here')}
      </TextLink>
    </Alert>
  ) : null;
}

/** null: nothing sends here yet, or it is not known. */
export function senderOf({
  integration: { id, token },
  publicUrl,
  isOnly,
  contacts: { points },
}: Pick<Props, 'integration' | 'publicUrl' | 'isOnly' | 'contacts'>): Sender | null {
  const own = points === null ? null : ownPoint(points, { id, token: token ?? '', ...(isOnly && { publicUrl }) });
  return points === null || own === null ? null : { own, points, publicUrl };
}

export function GrafanaCard(props: Props) {
  const { integration, publicUrl, isOnly, mayEdit, newest, contacts, onChanged } = props;
  const { points, failure, reload } = contacts;
  const own = senderOf(props)?.own ?? null;
  const refused = useRefused(integration.id);
  const isFixed = integration.provisioned && integration.hmac !== null;
  const title = t('grafana.title', 'This Grafana');
  if (failure !== null) {
    const why = t(
      'grafana.no-rights',
      'You don’t have permission to see this Grafana’s contact points. Ask an administrator to open this page, or put this into a Grafana provisioning file.',
    );
    return (
      <Section title={title}>
        {failure.kind === 'forbidden' ? (
          <ByFile integration={integration} publicUrl={publicUrl} isOnly={isOnly} why={why} />
        ) : (
          <FailureNote failure={failure} onRetry={reload} />
        )}
      </Section>
    );
  }
  if (points === null) {
    return (
      <Section title={title}>
        <Skeleton />
      </Section>
    );
  }
  return (
    <Section
      title={title}
      actions={
        own !== null && (
          <Badge
            color="green"
            icon="check-circle"
            text={t('grafana.through', 'Connected through “{{name}}”', { name: own.name })}
          />
        )
      }
    >
      <Stack direction="column" gap={2}>
        {refused}
        {own !== null && isReadOnly(own) ? (
          <ByFile
            integration={integration}
            point={own}
            publicUrl={publicUrl}
            isOnly={isOnly}
            why={t(
              'grafana.read-only',
              'This contact point is provisioned from a file, so it can only be changed there. It should read:',
            )}
          />
        ) : isFixed ? (
          own === null && (
            <ByFile
              integration={integration}
              publicUrl={publicUrl}
              isOnly={isOnly}
              why={t(
                'grafana.fixed',
                'A file defines the integration and its secret, which can’t be read here. Put this into a Grafana provisioning file:',
              )}
            />
          )
        ) : (
          mayEdit &&
          integration.token !== null && (
            <Connect
              {...props}
              points={points}
              own={own}
              onHalf={onChanged}
              onDone={() => {
                reload();
                onChanged();
              }}
            />
          )
        )}
        {own === null && !mayEdit && (
          <div>
            {t(
              'grafana.not-yet',
              'This Grafana doesn’t send to it yet. An Editor of its team, or an administrator, can connect it here.',
            )}
          </div>
        )}
        {own !== null && mayEdit && <TestPart integration={integration.id} point={own} newest={newest} />}
        {own !== null && mayEdit && <RouteForm receiver={own.name} />}
      </Stack>
    </Section>
  );
}
