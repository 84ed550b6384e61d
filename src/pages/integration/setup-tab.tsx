/** The tab with the address of an integration and how to set up its monitor. */
import { useState } from 'react';
import { Alert, Button, Checkbox, Stack } from '@grafana/ui';
import type { StatusWire } from '../../api/connection/connection-wire.ts';
import type { StoredIntegration } from '../../api/resources/integrations.ts';
import { testIntegration } from '../../api/resources/integrations.ts';
import { useApi, useApiPages } from '../../api/client/use-api.ts';
import { Answer } from '../../components/page/answer.tsx';
import { config } from '@grafana/runtime';
import { CopyText } from '../../components/form/copy-text.tsx';
import { FailureNote } from '../../components/page/failure-note.tsx';
import { LocalOnlyNote } from '../../components/gallery/local-only-note.tsx';
import { Section } from '../../components/page/section.tsx';
import { sourceName } from '../../components/integration/source-text.ts';
import { At } from '../../components/time/times.tsx';
import { useSending } from '../../components/form/use-sending.ts';
import { PLUGIN_ROOT } from '../../constants.ts';
import { t } from '../../language.ts';
import { FollowSection, useIsAsked } from './grafana/silences/follow-section.tsx';
import { useContactPoints } from './grafana/use-contact-points.ts';
import type { Renewed, Sender } from './grafana/give-token.ts';
import { renewAndGive } from './grafana/give-token.ts';
import { GrafanaCard, senderOf } from './grafana/grafana-card.tsx';
import { OtherGrafanas, signsByItself } from './grafana/other-grafanas.tsx';
import { HowToSteps } from './instructions/how-to-steps.tsx';
import { instructionsFor, instructionsOf } from './instructions/instructions.ts';
import { useProducts } from '../../api/resources/products.ts';
import { LinkButton } from '../../components/page/link-button.tsx';
import { ConfirmDialog } from '../../components/form/confirm-dialog.tsx';
import { useMe } from '../../components/people/who-am-i.tsx';

interface Props {
  integration: StoredIntegration;
  mayEdit: boolean;
  /** Also true for provisioned integrations, since a test changes nothing. */
  mayTest: boolean;
  newest: string | null;
  onChanged: () => void;
}

/** Shown if the reader may not see the token. */
const HIDDEN = '<TOKEN>';

function HowTo({
  integration,
  isOnly,
  publicUrl,
  listeners,
}: { integration: StoredIntegration; isOnly: boolean } & Pick<StatusWire, 'publicUrl' | 'listeners'>) {
  const { id, type, token, heartbeat, hmac, provisioned } = integration;
  const products = useProducts();
  const product = products.data?.items.find((one) => one.id === integration.product);
  const address = {
    publicUrl,
    id,
    token: token ?? HIDDEN,
    every: heartbeat?.every ?? null,
    isSigned: hmac !== null,
    isProvisioned: provisioned,
    isOnly,
    listeners,
    grafanaUrl: config.appUrl.replace(/\/$/, ''),
  };
  const blocks = product === undefined ? instructionsFor(type, address) : instructionsOf(product, address);
  return (
    <Section title={t('setup.title', 'How to connect {{source}}', { source: product?.name ?? sourceName(type) })}>
      <Stack direction="column" gap={2}>
        {token === null && (
          <Alert
            severity="info"
            title={t('setup.no-token', 'Editors of its team and administrators see the token here')}
          />
        )}
        <LocalOnlyNote publicUrl={publicUrl} />
        <HowToSteps blocks={blocks} address={address} />
      </Stack>
    </Section>
  );
}

function RenewedNote({ isOfGrafana, renewed }: { isOfGrafana: boolean; renewed: Renewed }) {
  const { oldValidUntil, isGiven } = renewed;
  return (
    <Alert
      severity={isOfGrafana && !isGiven ? 'warning' : 'success'}
      title={t('token.renewed', 'This is the new token')}
    >
      {t('token.old', 'The old token works until')} <At at={oldValidUntil} />
      {isOfGrafana && (
        <div>
          {isGiven
            ? t('token.grafana-done', 'This Grafana sends with the new token now.')
            : t(
                'token.grafana',
                'Contact points that exist still send with the old token. For this Grafana, press “{{renew}}” above before then.',
                { renew: t('grafana.renew', 'Renew address, token and signature') },
              )}
        </div>
      )}
    </Alert>
  );
}

interface TokenProps {
  integration: StoredIntegration;
  /** The contact point of this Grafana that sends here. */
  sender: Sender | null;
  onChanged: () => void;
}

function TokenCard({ integration, sender, onChanged }: TokenProps) {
  const [isAsking, setAsking] = useState(false);
  const [renewed, setRenewed] = useState<Renewed | null>(null);
  const { isSending, failure, send } = useSending();
  const renew = () =>
    send(
      () => renewAndGive(integration.id, sender),
      (made) => {
        setAsking(false);
        setRenewed(made);
        onChanged();
      },
    );
  return (
    <Section title={t('token.title', 'Token')}>
      <Stack direction="column" gap={1}>
        <CopyText name={t('token.title', 'Token')} text={integration.token ?? HIDDEN} />
        <div>{t('token.more', 'Whoever has it can send alerts, and nothing else.')}</div>
        {renewed !== null && <RenewedNote isOfGrafana={integration.type === 'grafana'} renewed={renewed} />}
        {failure !== null && <FailureNote failure={failure} what={t('token.failed', 'The token was not renewed')} />}
        {!integration.provisioned && (
          <div>
            <Button variant="secondary" size="sm" icon="sync" disabled={isSending} onClick={() => setAsking(true)}>
              {t('token.renew', 'Create new token')}
            </Button>
          </div>
        )}
        <ConfirmDialog
          isOpen={isAsking}
          title={t('token.renew', 'Create new token')}
          body={t('token.ask', 'The old token works for another 24 hours. By then, every sender needs the new one.')}
          confirmText={t('token.renew', 'Create new token')}
          confirmVariant="primary"
          dismissText={t('form.cancel', 'Cancel')}
          onConfirm={renew}
          onDismiss={() => setAsking(false)}
        />
      </Stack>
    </Section>
  );
}

function TestCard({ id, onSent }: { id: string; onSent: () => void }) {
  const [isPaging, setPaging] = useState(false);
  const [incident, setIncident] = useState<string | null>(null);
  const { isSending, failure, send } = useSending();
  const test = () =>
    send(
      () => testIntegration(id, { send: true, page: isPaging }),
      ({ incidents }) => {
        setIncident(incidents[0] ?? null);
        onSent();
      },
    );
  return (
    <Section title={t('test.title', 'Try it')}>
      <Stack direction="column" gap={1}>
        <div>{t('test.intro', 'Opens a test incident, as if an alert had arrived. It ends by itself.')}</div>
        <div>
          <Checkbox
            id="test-page"
            label={t('test.page', 'Really page people')}
            value={isPaging}
            onChange={(event) => setPaging(event.currentTarget.checked)}
          />
        </div>
        <Stack gap={1} wrap="wrap">
          <Button variant="secondary" icon="message" disabled={isSending} onClick={() => void test()}>
            {t('test.send', 'Send a test alert')}
          </Button>
          {incident !== null && (
            <LinkButton variant="secondary" fill="outline" href={`${PLUGIN_ROOT}/incidents/${incident}`}>
              {t('test.open', 'Open the test incident')}
            </LinkButton>
          )}
        </Stack>
        {failure !== null && <FailureNote failure={failure} what={t('test.failed', 'The test was not sent')} />}
      </Stack>
    </Section>
  );
}

/** Whether this is the only integration of its kind; false until known. */
function useIsOnly({ type }: StoredIntegration): boolean {
  return useApiPages<StoredIntegration>({ path: 'integrations' }).data?.filter((one) => one.type === type).length === 1;
}

export function SetupTab({ integration, mayEdit, mayTest, newest, onChanged }: Props) {
  const status = useApi<StatusWire>({ path: 'status' });
  const isOnly = useIsOnly(integration);
  const isAdmin = useMe()?.can.administer === true;
  const isAsked = useIsAsked();
  const contacts = useContactPoints(integration.type === 'grafana');
  return (
    <Answer asked={status}>
      {({ publicUrl, listeners = [], grafana }) => {
        const silences = integration.type === 'grafana' && isAdmin && (
          <FollowSection integration={integration} own={grafana} publicUrl={publicUrl} onChanged={onChanged} />
        );
        return (
          <div style={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 16 }}>
            {/* What loads above it would move it away from whoever was led there. */}
            {isAsked && silences}
            {integration.type === 'grafana' && (
              <GrafanaCard
                integration={integration}
                publicUrl={publicUrl}
                grafanaUrl={isAdmin ? grafana : null}
                isOnly={isOnly}
                mayEdit={mayTest}
                newest={newest}
                contacts={contacts}
                onChanged={onChanged}
              />
            )}
            {!isAsked && silences}
            <HowTo integration={integration} isOnly={isOnly} publicUrl={publicUrl} listeners={listeners} />
            {integration.type === 'grafana' && signsByItself(integration, mayEdit) && (
              <OtherGrafanas integration={integration} onChanged={onChanged} />
            )}
            {integration.token !== null && (
              <TokenCard
                integration={mayEdit ? integration : { ...integration, provisioned: true }}
                sender={senderOf({ integration, publicUrl, isOnly, contacts })}
                onChanged={onChanged}
              />
            )}
            {mayTest && integration.type !== 'heartbeat' && <TestCard id={integration.id} onSent={onChanged} />}
          </div>
        );
      }}
    </Answer>
  );
}
