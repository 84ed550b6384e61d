/** Lists the policies and integrations that use a rota, on its page and before its deletion. */
import { TextLink } from '@grafana/ui';
import { segment } from '../../../api/client/client.ts';
import { useApiPages } from '../../../api/client/use-api.ts';
import { Answer } from '../../../components/page/answer.tsx';
import { PLUGIN_ROOT } from '../../../constants.ts';
import { t } from '../../../language.ts';
import type { ListedIntegration, PagingPolicy, RotaUse } from './users-of-rota.ts';
import { usesOf } from './users-of-rota.ts';

function stepsText({ steps }: RotaUse): string {
  return steps.length === 0
    ? t('used.at-end', 'when nobody answered')
    : t('used.steps', '', {
        count: steps.length,
        steps: steps.join(', '),
        defaultValue_one: 'step {{steps}}',
        defaultValue_other: 'steps {{steps}}',
      });
}

function Use({ use }: { use: RotaUse }) {
  const { policy, integrations } = use;
  return (
    <li style={{ overflowWrap: 'anywhere' }}>
      <TextLink href={`${PLUGIN_ROOT}/policies/${segment(policy.id)}`}>{policy.name ?? policy.id}</TextLink>{' '}
      {`(${stepsText(use)})`}
      <ul style={{ listStyle: 'none', margin: 0, paddingLeft: 16 }}>
        {integrations.map(({ id, name }) => (
          <li key={id}>
            <TextLink href={`${PLUGIN_ROOT}/integrations/${segment(id)}`} color="secondary">
              {name ?? id}
            </TextLink>
          </li>
        ))}
      </ul>
    </li>
  );
}

/** @param none what to say if nothing uses it */
export function UsedBy({ rota, none }: { rota: string; none: string }) {
  const policies = useApiPages<PagingPolicy>({ path: 'policies' });
  const integrations = useApiPages<ListedIntegration>({ path: 'integrations' });
  return (
    <Answer asked={policies}>
      {(items) => {
        const uses = usesOf(rota, items, integrations.data ?? []);
        return uses.length === 0 ? (
          <p style={{ margin: 0 }}>{none}</p>
        ) : (
          <ul style={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 8 }}>
            {uses.map((use) => (
              <Use key={use.policy.id} use={use} />
            ))}
          </ul>
        );
      }}
    </Answer>
  );
}
