/** The page that creates an integration: its monitor, its name, and the policy for its alerts. */
import { useState } from 'react';
import { Alert, Button, Stack, TextLink } from '@grafana/ui';
import type { IntegrationWire } from '#contract/integrations/integration';
import type { ProductTemplateWire } from '#contract/integrations/product';
import type { SourceKind } from '#domain/routing/integration';
import { SOURCE_KINDS } from '#domain/routing/integration';
import { saveObject } from '../../api/client/objects.ts';
import { useProducts } from '../../api/resources/products.ts';
import type { DirectoryEntry } from '../../components/people/directory.tsx';
import { useDirectory } from '../../components/people/directory.tsx';
import { usePolicyOptions } from '../../components/escalation/use-policy-options.ts';
import { DurationField } from '../../components/form/fields/time/duration-field.tsx';
import { FailureNote } from '../../components/page/failure-note.tsx';
import { Page } from '../../components/page/page.tsx';
import { ReadOnlyNote } from '../../components/page/read-only-note.tsx';
import { Section } from '../../components/page/section.tsx';
import { Gallery } from '../../components/gallery/gallery.tsx';
import { ProductTile } from '../../components/integration/product-tile.tsx';
import { sourceName, sourceSummary } from '../../components/integration/source-text.ts';
import { toast } from '../../components/browser/toast.ts';
import { goTo, useLeaveGuard } from '../../components/form/leave-guard.tsx';
import { useSending } from '../../components/form/use-sending.ts';
import { useUrl } from '../../components/browser/use-url.ts';
import { useMe } from '../../components/people/who-am-i.tsx';
import { PLUGIN_ROOT } from '../../constants.ts';
import { Form } from '../../components/form/form.tsx';
import { TeamField } from '../../components/form/fields/team-field.tsx';
import { inOwnLanguage, t } from '../../language.ts';
import { ComboboxField, InputField } from '../../components/form/fields/labelled-fields.tsx';

function isSource(text: string | null): text is SourceKind {
  return SOURCE_KINDS.some((kind) => kind === text);
}

interface SourceChoice {
  kind: SourceKind;
  product: string | null;
  name: string;
  summary: string;
}

/** Monitors with their own source first, then products read by a template, then the generic sources. */
function choicesOf(products: readonly ProductTemplateWire[]): SourceChoice[] {
  const kinds = SOURCE_KINDS.map((kind): SourceChoice => ({
    kind,
    product: null,
    name: sourceName(kind),
    summary: sourceSummary(kind),
  }));
  const ofProducts = products.map(({ id, name, summary }): SourceChoice => ({
    kind: 'webhook',
    product: id,
    name,
    summary: inOwnLanguage(summary),
  }));
  const first = kinds.findIndex(({ kind }) => kind === 'webhook');
  return [...kinds.slice(0, first), ...ofProducts, ...kinds.slice(first)];
}

function Sources({
  products,
  onChoose,
}: {
  products: readonly ProductTemplateWire[];
  onChoose: (kind: SourceKind, product: string | null) => void;
}) {
  return (
    <Gallery
      choices={choicesOf(products).map(({ kind, product, name, summary }) => ({
        key: product ?? kind,
        tile: <ProductTile kind={kind} product={product} />,
        name,
        summary,
        onChoose: () => onChoose(kind, product),
      }))}
    />
  );
}

/** One of the team; of others only if there is no choice, so that nobody sends alerts to another team unawares. */
function usualPolicy(policies: readonly DirectoryEntry[], team: string | null): string | null {
  const own = policies.find((policy) => team !== null && policy.team === team);
  return (own ?? (policies.length === 1 ? policies[0] : undefined))?.key ?? null;
}

function Details({ kind, product }: { kind: SourceKind; product: ProductTemplateWire | null }) {
  const me = useMe();
  const { policies } = useDirectory();
  const usual = product?.name ?? sourceName(kind);
  const [name, setName] = useState(usual);
  const [team, setTeam] = useState<string | null>(me?.teams[0] ?? null);
  const [chosen, setPolicy] = useState<string | null>(null);
  const [every, setEvery] = useState('5m');
  const { isSending, failure, send } = useSending();
  const policy = chosen ?? usualPolicy(policies, team);
  const guard = useLeaveGuard(name !== usual || chosen !== null);
  const labels = { policy: t('integration.policy', 'Escalation policy') };
  const options = usePolicyOptions();
  const create = () =>
    send(
      () =>
        saveObject<IntegrationWire>({
          path: 'integrations',
          id: null,
          version: null,
          body: {
            name: name.trim(),
            type: kind,
            product: product?.id ?? null,
            team,
            policy,
            ...(kind === 'heartbeat' && { heartbeat: { every } }),
          },
        }),
      ({ id }) => {
        toast(t('integration.ready', 'Vigie can receive alerts of {{name}} now', { name: name.trim() }));
        goTo(`${PLUGIN_ROOT}/integrations/${id}`);
      },
    );
  if (policies.length === 0) {
    return (
      <Alert severity="info" title={t('integration.no-policy', 'Create an escalation policy first')}>
        {t('integration.no-policy-more', 'An integration needs to know who is notified about its alerts.')}{' '}
        <TextLink href={`${PLUGIN_ROOT}/policies/new`}>{t('policies.add', 'New policy')}</TextLink>
      </Alert>
    );
  }
  return (
    <Form onSubmit={() => void create()}>
      {guard}
      <Stack direction="column" gap={2}>
        <InputField id="integration-name" label={t('form.name', 'Name')} width={34} value={name} onChange={setName} />
        <ComboboxField
          id="integration-policy"
          label={labels.policy}
          width={34}
          placeholder={t('integration.policy-choose', 'Choose who is paged')}
          options={options}
          value={policy}
          onChange={({ value }) => setPolicy(value)}
        />
        <TeamField id="integration-team" width={34} value={team} onChange={setTeam} />
        {kind === 'heartbeat' && (
          <DurationField
            id="integration-every"
            label={t('integration.every', 'Expect its signal every')}
            value={every}
            onChange={setEvery}
          />
        )}
        {failure !== null && (
          <FailureNote failure={failure} what={t('integration.not-created', 'The integration was not created')} />
        )}
        <Stack gap={1}>
          <Button type="submit" disabled={isSending || name.trim() === '' || policy === null}>
            {t('integration.create', 'Create integration')}
          </Button>
        </Stack>
      </Stack>
    </Form>
  );
}

export default function NewIntegrationPage() {
  const me = useMe();
  const [params, setUrl] = useUrl();
  const type = params.get('type');
  const products = useProducts();
  const kind = isSource(type) ? type : null;
  const wanted = params.get('product');
  const product = products.data?.items.find(({ id }) => id === wanted) ?? null;
  const isReady = wanted === null || !products.isLoading;
  return (
    <Page
      isDetail
      title={t('integrations.add', 'Add an integration')}
      actions={
        kind !== null && (
          <Button variant="secondary" icon="arrow-left" onClick={() => setUrl({ type: null, product: null })}>
            {t('integration.other', 'Another source')}
          </Button>
        )
      }
    >
      {me?.can.edit === false && (
        <ReadOnlyNote
          isProvisioned={false}
          who={t('integration.editors', 'Editors add integrations for their teams, administrators for everybody.')}
        />
      )}
      {me?.can.edit === true && (
        <Section
          title={
            kind === null
              ? t('integration.which', 'Where do the alerts come from?')
              : (product?.name ?? sourceName(kind))
          }
        >
          {kind === null && (
            <Sources
              products={products.data?.items ?? []}
              onChoose={(chosen, of) => setUrl({ type: chosen, product: of })}
            />
          )}
          {kind !== null && isReady && <Details key={product?.id ?? kind} kind={kind} product={product} />}
        </Section>
      )}
    </Page>
  );
}
