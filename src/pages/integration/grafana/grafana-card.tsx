/** This Grafana's own alerts, connected with one click and the rights of whoever clicks. */
import { useCallback, useEffect, useState } from 'react';
import { Alert, Badge, Button, LoadingPlaceholder, Stack, TextLink } from '@grafana/ui';
import type { IntegrationWire } from '#contract/integration';
import type { Failure } from '../../../api/client/failure.ts';
import { listContactPoints, saveContactPoint, testContactPoint } from '../../../api/grafana/grafana-alerting.ts';
import type { ContactPoint } from '../../../api/grafana/grafana-receiver.ts';
import type { StoredIntegration } from '../../../api/resources/integrations.ts';
import { saveObject } from '../../../api/client/objects.ts';
import { newSecret } from '../../../api/grafana/secret.ts';
import { CopyText } from '../../../components/form/copy-text.tsx';
import { FailureNote } from '../../../components/page/failure-note.tsx';
import { Section } from '../../../components/page/section.tsx';
import { toast } from '../../../components/browser/toast.ts';
import { useSending } from '../../../components/form/use-sending.ts';
import { t } from '../../../language.ts';
import { contactPointYaml } from '../instructions.ts';
import { Arrival } from './arrival.tsx';
import { SIGNATURE, freeName, isReadOnly, ownPoint, pointFor } from './contact-point.ts';
import { RouteForm } from './route-form.tsx';

interface Props {
  integration: StoredIntegration;
  publicUrl: string;
  mayEdit: boolean;
  /** Newest alert, so that the next one can be told from it. */
  newest: string | null;
  onChanged: () => void;
}

function useContactPoints() {
  const [points, setPoints] = useState<ContactPoint[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [round, setRound] = useState(0);
  const reload = useCallback(() => setRound((n) => n + 1), []);
  useEffect(() => {
    let isHere = true;
    void listContactPoints().then((sent) => {
      if (isHere) {
        setFailure(sent.ok ? null : sent.failure);
        setPoints(sent.ok ? sent.value : null);
      }
    });
    return () => {
      isHere = false;
    };
  }, [round]);
  return { points, failure, reload };
}

function ByFile({ integration, publicUrl, why }: { integration: StoredIntegration; publicUrl: string; why: string }) {
  const { id, token, hmac } = integration;
  return (
    <Stack direction="column" gap={1}>
      <div>{why}</div>
      <CopyText name="provisioning/alerting/vigie.yaml" text={contactPointYaml({ id, publicUrl, token: token ?? '$VIGIE_INGEST_TOKEN' }, hmac !== null)} />
      {hmac !== null && <div>{t('grafana.hmac-file', 'VIGIE_HMAC is the secret that the sidecar has; Grafana takes it from its environment.')}</div>}
    </Stack>
  );
}

/** Sends Grafana's own test through the contact point, and waits for it here. */
function TestPart({ integration, point, newest }: { integration: string; point: ContactPoint; newest: string | null }) {
  const { isSending, failure, send } = useSending();
  const [sent, setSent] = useState<{ before: string | null; problem: string | null; round: number } | null>(null);
  const test = () => {
    const before = newest;
    return send(
      () => testContactPoint(point),
      ({ problem }) => setSent((old) => ({ before, problem, round: (old?.round ?? 0) + 1 }))
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
          <FailureNote failure={failure} what={t('grafana.test-failed', 'Grafana did not send it')} />
          <TextLink href="/alerting/notifications">{t('grafana.test-by-hand', 'Press “Test” on Grafana’s page of contact points instead')}</TextLink>
        </>
      )}
      {sent !== null && sent.problem !== null && (
        <Alert severity="error" title={t('grafana.test-problem', 'Grafana sent it, and it was not taken')}>
          <code style={{ overflowWrap: 'anywhere' }}>{sent.problem}</code>
        </Alert>
      )}
      {sent !== null && sent.problem === null && <Arrival key={sent.round} integration={integration} before={sent.before} />}
    </Stack>
  );
}

interface ConnectProps extends Props {
  points: ContactPoint[];
  own: ContactPoint | null;
  onDone: () => void;
}

function Connect({ integration, publicUrl, points, own, onDone }: ConnectProps) {
  const { isSending, failure, send } = useSending();
  const connect = () =>
    send(
      async () => {
        const secret = integration.provisioned ? null : newSecret();
        const saved = await saveContactPoint(pointFor({ id: integration.id, token: integration.token ?? '', publicUrl, secret }, own, freeName(points, integration.id)), own === null);
        // Grafana first: until the sidecar knows the secret it takes what is signed as well as what is not.
        return saved.ok && secret !== null ? saveObject<IntegrationWire>({ path: 'integrations', id: integration.id, version: integration.version, body: { ...integration, hmac: { secret, ...SIGNATURE } } }) : saved;
      },
      () => {
        toast(t('grafana.connected', 'Grafana Alerting can send to Vigie'));
        onDone();
      }
    );
  return (
    <Stack direction="column" gap={1}>
      {own === null && <div>{t('grafana.intro', 'Makes a contact point in this Grafana, with your rights: it sends to {{address}}, with the integration’s token and a signature over each message.', { address: `${publicUrl}/in` })}</div>}
      <div>
        <Button icon={own === null ? 'plug' : 'sync'} variant={own === null ? 'primary' : 'secondary'} disabled={isSending} onClick={() => void connect()}>
          {own === null ? t('grafana.connect', 'Connect this Grafana') : t('grafana.renew', 'Renew address, token and signature')}
        </Button>
      </div>
      {failure !== null && <FailureNote failure={failure} what={t('grafana.not-connected', 'Grafana was not connected')} />}
    </Stack>
  );
}

export function GrafanaCard(props: Props) {
  const { integration, publicUrl, mayEdit, newest, onChanged } = props;
  const { points, failure, reload } = useContactPoints();
  const own = points === null ? null : ownPoint(points, { id: integration.id, token: integration.token ?? '' });
  const isFixed = integration.provisioned && integration.hmac !== null;
  const title = t('grafana.title', 'This Grafana');
  if (failure !== null) {
    const why = t('grafana.no-rights', 'You may not see the contact points of this Grafana. Ask an administrator to open this page, or put this into a file of Grafana’s.');
    return <Section title={title}>{failure.kind === 'forbidden' ? <ByFile integration={integration} publicUrl={publicUrl} why={why} /> : <FailureNote failure={failure} onRetry={reload} />}</Section>;
  }
  if (points === null) {
    return (
      <Section title={title}>
        <LoadingPlaceholder text={t('answer.loading', 'Loading…')} />
      </Section>
    );
  }
  return (
    <Section title={title} actions={own !== null && <Badge color="green" icon="check-circle" text={t('grafana.through', 'Connected through “{{name}}”', { name: own.name })} />}>
      <Stack direction="column" gap={2}>
        {own !== null && isReadOnly(own) ? (
          <ByFile integration={integration} publicUrl={publicUrl} why={t('grafana.read-only', 'A file states this contact point, so it can only be changed there. As it should be:')} />
        ) : isFixed ? (
          own === null && <ByFile integration={integration} publicUrl={publicUrl} why={t('grafana.fixed', 'A file states the integration and its secret, which cannot be read here. Put this into a file of Grafana’s:')} />
        ) : (
          mayEdit &&
          integration.token !== null && (
            <Connect
              {...props}
              points={points}
              own={own}
              onDone={() => {
                reload();
                onChanged();
              }}
            />
          )
        )}
        {own !== null && <TestPart integration={integration.id} point={own} newest={newest} />}
        {own !== null && <RouteForm receiver={own.name} />}
      </Stack>
    </Section>
  );
}
