/** The page that lists escalation policies. */
import { EmptyState, Text, TextLink } from '@grafana/ui';
import { Badge } from '../../components/page/badge.tsx';
import type { PolicyWire } from '#contract/paging/policy';
import type { Stored } from '#contract/stored';
import { parseDuration } from '#domain/time/duration';
import { SearchField } from '../../components/form/fields/search-field.tsx';
import { useApiPages } from '../../api/client/use-api.ts';
import { ListRow, RowList } from '../../components/list/row-list.tsx';
import { Answer } from '../../components/page/answer.tsx';
import { useName } from '../../components/people/directory.tsx';
import { durationText } from '../../components/time/format.ts';
import { Page } from '../../components/page/page.tsx';
import { listText, targetsText } from '../../components/escalation/target-text.ts';
import { useUrl } from '../../components/browser/use-url.ts';
import { useMe } from '../../components/people/who-am-i.tsx';
import { PLUGIN_ROOT } from '../../constants.ts';
import { LinkButton } from '../../components/page/link-button.tsx';
import { t } from '../../language.ts';
import type { ReroutingMaintenance, RoutingIntegration } from '../../components/escalation/users-of-policy.ts';
import { integrationsUsing, maintenancesUsing } from '../../components/escalation/users-of-policy.ts';

type ListedPolicy = Stored<PolicyWire>;

/** Time from the first page to the end of the policy, if nobody answers. */
function lengthOf({ steps, repeat }: PolicyWire): number {
  return steps.reduce((sum, { wait }) => sum + (parseDuration(wait) ?? 0), 0) * (repeat + 1);
}

/** Names of all that sends incidents to a policy, as on its own page; null: not known yet. */
function useUsers(): ((policy: string) => string[]) | null {
  const integrations = useApiPages<RoutingIntegration>({ path: 'integrations' }).data;
  const maintenances = useApiPages<ReroutingMaintenance>({ path: 'maintenances' }).data;
  if (integrations === null || maintenances === null) {
    return null;
  }
  return (policy) =>
    [
      ...integrationsUsing(policy, integrations).map(({ integration }) => integration),
      ...maintenancesUsing(policy, maintenances),
    ].map(({ id, name }) => name ?? id);
}

function Row({ policy, users }: { policy: ListedPolicy; users: string[] | null }) {
  const name = useName();
  const [first] = policy.steps.filter(({ notify }) => notify.length > 0);
  return (
    <ListRow
      name={
        <TextLink href={`${PLUGIN_ROOT}/policies/${policy.id}`} color="primary" weight="medium">
          {policy.name ?? policy.id}
        </TextLink>
      }
      nameMore={policy.team !== null && name('teams', policy.team)}
      text={
        first === undefined
          ? t('policies.tells-nobody', 'Notifies nobody')
          : t('policies.first', 'First: {{who}}', {
              who: targetsText(first.notify, (kind, key) => (kind === 'channels' ? key : name(kind, key))),
            })
      }
      textMore={`${t('policies.steps', '', {
        count: policy.steps.length,
        defaultValue_one: '{{count}} step',
        defaultValue_other: '{{count}} steps',
      })}, ${t('policies.length', 'at most {{duration}}', { duration: durationText(lengthOf(policy)) })}`}
      tools={users !== null && <UsedBy users={users} />}
    />
  );
}

function UsedBy({ users }: { users: string[] }) {
  return users.length === 0 ? (
    <Badge color="darkgrey" text={t('policies.unused', 'Not used yet')} />
  ) : (
    <Text color="secondary" variant="bodySmall">
      {t('policies.used', 'Used by {{who}}', { who: listText(users) })}
    </Text>
  );
}

export default function PoliciesPage() {
  const me = useMe();
  const asked = useApiPages<ListedPolicy>({ path: 'policies' });
  const usersOf = useUsers();
  const [params, setUrl] = useUrl();
  const text = (params.get('q') ?? '').toLowerCase();
  const matches = ({ id, name, team }: ListedPolicy) =>
    [id, name ?? '', team ?? ''].some((one) => one.toLowerCase().includes(text));
  const add = me?.can.edit === true && (
    <LinkButton icon="plus" href={`${PLUGIN_ROOT}/policies/new`}>
      {t('policies.add', 'New policy')}
    </LinkButton>
  );
  return (
    <Page title={t('policies.title', 'Escalation policies')} actions={add}>
      <Answer asked={asked}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState
              variant="call-to-action"
              message={t('policies.none', 'No escalation policies yet')}
              button={add || undefined}
            >
              {t(
                'policies.none-more',
                'A policy says who is notified, in which order, until somebody answers. Integrations send their alerts to one.',
              )}
            </EmptyState>
          ) : (
            <>
              <SearchField
                placeholder={t('policies.search', 'Search policies')}
                value={params.get('q') ?? ''}
                onChange={(value) => setUrl({ q: value })}
              />
              <RowList
                heads={[
                  t('policies.head-policy', 'Policy'),
                  t('policies.head-first', 'First step'),
                  t('policies.head-used', 'Used by'),
                ]}
              >
                {items.filter(matches).map((policy) => (
                  <Row key={policy.id} policy={policy} users={usersOf?.(policy.id) ?? null} />
                ))}
              </RowList>
              {!items.some(matches) && (
                <EmptyState variant="not-found" message={t('policies.none-match', 'No matching policies')} />
              )}
            </>
          )
        }
      </Answer>
    </Page>
  );
}
