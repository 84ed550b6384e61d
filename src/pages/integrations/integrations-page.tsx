/** The page that lists integrations. */
import type { BadgeColor, IconName } from '@grafana/ui';
import { EmptyState, Stack, Text, TextLink } from '@grafana/ui';
import { Badge } from '../../components/page/badge.tsx';
import type { ListPage } from '#contract/list';
import { SearchField } from '../../components/form/fields/search-field.tsx';
import type { IntegrationState, StoredIntegration } from '../../api/resources/integrations.ts';
import { useApi, useApiPages } from '../../api/client/use-api.ts';
import { isOn } from '../../components/maintenance/switch-draft.ts';
import { useMaintenances } from '../../components/maintenance/use-maintenances.ts';
import { ProductTile } from '../../components/integration/product-tile.tsx';
import { Clamped, ListRow, RowList } from '../../components/list/row-list.tsx';
import { Answer } from '../../components/page/answer.tsx';
import { useName } from '../../components/people/directory.tsx';
import { LiveBadge } from '../../components/page/live-badge.tsx';
import { Page } from '../../components/page/page.tsx';
import { sourceName } from '../../components/integration/source-text.ts';
import { Ago } from '../../components/time/times.tsx';
import { useUrl } from '../../components/browser/use-url.ts';
import { useMe } from '../../components/people/who-am-i.tsx';
import { PLUGIN_ROOT } from '../../constants.ts';
import { t } from '../../language.ts';
import type { IntegrationHealth } from './health.ts';
import { LinkButton } from '../../components/page/link-button.tsx';
import { healthOf } from './health.ts';
import { readerZone } from '../../components/time/format.ts';

interface HealthBadgeStyle {
  color: BadgeColor;
  icon: IconName;
  text: string;
}

function healthBadge(health: IntegrationHealth): HealthBadgeStyle {
  switch (health.kind) {
    case 'unused':
      return { color: 'darkgrey', icon: 'circle', text: t('integrations.unused', 'Unused') };
    case 'refusing':
      return {
        color: 'red',
        icon: 'exclamation-triangle',
        text: t('integrations.refusing', '', {
          count: health.count,
          defaultValue_one: 'Rejecting payloads ({{count}})',
          defaultValue_other: 'Rejecting payloads ({{count}})',
        }),
      };
    case 'some-refused':
      return {
        color: 'orange',
        icon: 'exclamation-triangle',
        text: t('integrations.some-refused', '', {
          count: health.count,
          defaultValue_one: '{{count}} rejected today',
          defaultValue_other: '{{count}} rejected today',
        }),
      };
    case 'silent':
      return { color: 'red', icon: 'bell-slash', text: t('integrations.silent', 'Heartbeat missing') };
    case 'well':
      return { color: 'green', icon: 'check-circle', text: t('integrations.well', 'Healthy') };
  }
}

function Row({
  integration,
  state,
  isInMaintenance,
}: {
  integration: StoredIntegration;
  state: IntegrationState | undefined;
  isInMaintenance: boolean;
}) {
  const name = useName();
  const { id, type, product, team, policy } = integration;
  const nothing =
    type === 'heartbeat'
      ? t('integrations.beats', 'Opens an incident when its signal is missing')
      : t('integrations.no-alert', 'No alerts yet');
  return (
    <ListRow
      name={
        <Stack gap={1} alignItems="center">
          <ProductTile kind={type} product={product} />
          <TextLink href={`${PLUGIN_ROOT}/integrations/${id}`} color="primary" weight="medium">
            {integration.name ?? id}
          </TextLink>
        </Stack>
      }
      nameMore={team === null ? sourceName(type) : `${sourceName(type)}, ${name('teams', team)}`}
      text={
        state?.last ? (
          <Clamped>{state.last.title ?? state.last.groupKey}</Clamped>
        ) : (
          <Text color="secondary">{nothing}</Text>
        )
      }
      textMore={
        <>
          {state?.last && (
            <>
              <Ago at={state.last.receivedAt} />
              {' · '}
            </>
          )}
          {t('integrations.goes-to', 'goes to {{policy}}', { policy: name('policies', policy) })}
        </>
      }
      tools={
        <>
          {state !== undefined && <Badge {...healthBadge(healthOf(type === 'heartbeat', state))} />}
          {isInMaintenance && <Badge color="orange" icon="pause" text={t('maintenances.title', 'Maintenance')} />}
        </>
      }
    />
  );
}

export default function IntegrationsPage() {
  const me = useMe();
  const asked = useApiPages<StoredIntegration>({ path: 'integrations' });
  const { running } = useMaintenances();
  const states = useApi<ListPage<IntegrationState>>({ path: 'integration-states' }, { live: ['incident'] });
  const [params, setUrl] = useUrl();
  const text = (params.get('q') ?? '').toLowerCase();
  const matches = ({ id, name, team, type }: StoredIntegration) =>
    [id, name ?? '', team ?? '', sourceName(type)].some((one) => one.toLowerCase().includes(text));
  const add = me?.can.edit === true && (
    <LinkButton icon="plus" href={`${PLUGIN_ROOT}/integrations/new`}>
      {t('integrations.add', 'Add an integration')}
    </LinkButton>
  );
  return (
    <Page title={t('integrations.title', 'Integrations')} zone={readerZone()} beside={<LiveBadge />} actions={add}>
      {states.failure !== null && (
        <Badge color="orange" icon="question-circle" text={t('integrations.unknown', 'Could not be checked')} />
      )}
      <Answer asked={asked}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState
              variant="call-to-action"
              message={t('integrations.none', 'No integrations yet')}
              button={add || undefined}
            >
              {t(
                'integrations.none-more',
                'An integration is where alerts come in: one for each monitor. Grafana Alerting is connected with one click.',
              )}
            </EmptyState>
          ) : (
            <>
              <SearchField
                placeholder={t('integrations.search', 'Search integrations')}
                value={params.get('q') ?? ''}
                onChange={(value) => setUrl({ q: value })}
              />
              <RowList
                heads={[
                  t('integrations.head-integration', 'Integration'),
                  t('integrations.head-last', 'Last alert'),
                  t('integrations.head-state', 'State'),
                ]}
              >
                {items.filter(matches).map((integration) => (
                  <Row
                    key={integration.id}
                    integration={integration}
                    state={states.data?.items.find((one) => one.integration === integration.id)}
                    isInMaintenance={isOn(running, integration.id)}
                  />
                ))}
              </RowList>
              {!items.some(matches) && (
                <EmptyState variant="not-found" message={t('integrations.none-match', 'No matching integrations')} />
              )}
            </>
          )
        }
      </Answer>
    </Page>
  );
}
