/** Lists what sends incidents to a policy, on its page and before its deletion. */
import { TextLink } from '@grafana/ui';
import { segment } from '../../api/client/client.ts';
import { useApiPages } from '../../api/client/use-api.ts';
import { listText } from '../../components/escalation/target-text.ts';
import { Answer } from '../../components/page/answer.tsx';
import { Section } from '../../components/page/section.tsx';
import { PLUGIN_ROOT } from '../../constants.ts';
import { t } from '../../language.ts';
import type {
  PolicyUse,
  ReroutingMaintenance,
  RoutingIntegration,
} from '../../components/escalation/users-of-policy.ts';
import { integrationsUsing, maintenancesUsing } from '../../components/escalation/users-of-policy.ts';

function wordsOf({ isOwn, routes }: PolicyUse): string {
  return listText([
    ...(isOwn ? [t('policy-used.own', 'alerts that no route sends elsewhere')] : []),
    ...(routes.length === 0
      ? []
      : [
          t('policy-used.routes', '', {
            count: routes.length,
            routes: listText(routes.map(String)),
            defaultValue_one: 'route {{routes}}',
            defaultValue_other: 'routes {{routes}}',
          }),
        ]),
  ]);
}

export function PolicyUsers({ policy }: { policy: string }) {
  const integrations = useApiPages<RoutingIntegration>({ path: 'integrations' });
  const maintenances = useApiPages<ReroutingMaintenance>({ path: 'maintenances' });
  return (
    <Answer asked={integrations}>
      {(items) => {
        const uses = integrationsUsing(policy, items);
        const rerouting = maintenancesUsing(policy, maintenances.data ?? []);
        return uses.length + rerouting.length === 0 ? (
          <p style={{ margin: 0 }}>{t('policy-used.none', 'Nothing sends incidents to this policy yet.')}</p>
        ) : (
          <ul style={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 8, overflowWrap: 'anywhere' }}>
            {uses.map((use) => (
              <li key={use.integration.id}>
                <TextLink
                  href={`${PLUGIN_ROOT}/integrations/${segment(use.integration.id)}${use.isOwn ? '' : '?tab=routes'}`}
                >
                  {use.integration.name ?? use.integration.id}
                </TextLink>{' '}
                {`(${wordsOf(use)})`}
              </li>
            ))}
            {rerouting.map(({ id, name }) => (
              <li key={id}>
                <TextLink href={`${PLUGIN_ROOT}/maintenances`}>{name ?? id}</TextLink>{' '}
                {`(${t('policy-used.maintenance', 'while this maintenance runs')})`}
              </li>
            ))}
          </ul>
        );
      }}
    </Answer>
  );
}

export function PolicyUsersSection({ policy }: { policy: string }) {
  return (
    <Section title={t('policy-used.title', 'Used by')}>
      <PolicyUsers policy={policy} />
    </Section>
  );
}
