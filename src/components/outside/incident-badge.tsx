/** Shows other plugins how many incidents are not resolved (`vigie-oncall-app/incident-badge/v1`). */
import { TextLink } from '@grafana/ui';
import type { IncidentWire } from '#contract/incidents/incident';
import type { ListPage } from '#contract/list';
import { queryText } from '../../api/client/client.ts';
import { useApi } from '../../api/client/use-api.ts';
import { PLUGIN_ROOT } from '../../constants.ts';
import { t } from '../../language.ts';
import { Badge } from '../page/badge.tsx';
import type { ExposedIncidentBadgeProps } from './exposed.ts';
import { OutsidePages } from './outside-pages.tsx';

const UNRESOLVED = ['open', 'acknowledged', 'snoozed'];
/** Nobody reads a larger number more exactly. */
const MOST = 99;

function Count({ team, rota, search }: ExposedIncidentBadgeProps) {
  const query = { state: UNRESOLVED, team, rota, q: search };
  const { data, failure } = useApi<ListPage<IncidentWire>>({ path: 'incidents', query: { ...query, limit: MOST } });
  if (data === null) {
    return failure === null ? null : <Badge color="darkgrey" text={t('badge.unknown', 'Incidents unknown')} />;
  }
  const count = data.items.length;
  const isOpen = data.items.some(({ state }) => state === 'open');
  const text =
    count === 0
      ? t('badge.none', 'No incidents')
      : data.next === null
        ? t('badge.some', '', {
            count,
            defaultValue_one: '{{count}} incident',
            defaultValue_other: '{{count}} incidents',
          })
        : t('badge.many', 'More than {{count}} incidents', { count: MOST });
  return (
    <TextLink href={`${PLUGIN_ROOT}/incidents?${queryText(query)}`}>
      <Badge
        color={count === 0 ? 'green' : isOpen ? 'red' : 'blue'}
        icon={count === 0 ? 'check' : 'bell'}
        text={text}
      />
    </TextLink>
  );
}

export default function IncidentBadge(props: ExposedIncidentBadgeProps) {
  return (
    <OutsidePages>
      <Count {...props} />
    </OutsidePages>
  );
}
