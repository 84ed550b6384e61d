/** Names the maintenances that are running, first of all what needs care: they hold pages. */
import { Alert, Stack, TextLink } from '@grafana/ui';
import { conditionTexts } from '../conditions/condition-text.ts';
import { EndButton } from './end-button.tsx';
import type { RunningMaintenance } from './switch-draft.ts';
import { canEnd } from './switch-draft.ts';
import { useMaintenances } from './use-maintenances.ts';
import { useOwnIntegrations } from './use-own-integrations.ts';
import { useName } from '../people/directory.tsx';
import { useMe } from '../people/who-am-i.tsx';
import { LinkedText } from '../text/linked-text.tsx';
import { At } from '../time/times.tsx';
import { PLUGIN_ROOT } from '../../constants.ts';
import { t } from '../../language.ts';
import { afterColon } from '../text/punctuation.ts';

function useMayEnd(): (running: RunningMaintenance) => boolean {
  const isAdmin = useMe()?.can.administer === true;
  const own = new Set(useOwnIntegrations().map(({ id }) => id));
  return (running) => {
    const { integrations } = running.maintenance;
    return canEnd(running) && (isAdmin || (integrations.length > 0 && integrations.every((id) => own.has(id))));
  };
}

const any = () => true;

/** Nothing while no maintenance is running, of those that are wanted. */
export function MaintenanceItems({ isWanted = any }: { isWanted?: (running: RunningMaintenance) => boolean }) {
  const name = useName();
  const { running, zones, reload } = useMaintenances();
  const mayEnd = useMayEnd();
  return running.filter(isWanted).map((one) => {
    const { maintenance, end } = one;
    const { id, action, integrations, match, reason, timeZone } = maintenance;
    const zone = zones[timeZone];
    const title = maintenance.name ?? id;
    return (
      <Alert
        key={id}
        severity="warning"
        title={
          action === 'hold'
            ? t('home.held', 'Maintenance: pages are held')
            : t('home.rerouted', 'Maintenance: pages go to {{policy}}', { policy: name('policies', action.policy) })
        }
      >
        <Stack gap={1} wrap="wrap" alignItems="center" justifyContent="space-between">
          <div style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
            <TextLink href={`${PLUGIN_ROOT}/maintenances`}>{title}</TextLink> {t('shifts.until', 'until')}{' '}
            <At at={end} />
            {integrations.length + match.length > 0 &&
              afterColon(
                [...integrations.map((one) => name('integrations', one)), ...conditionTexts(match)].join(', '),
              )}
            {reason && <LinkedText text={reason} />}
          </div>
          {zone !== undefined && mayEnd(one) && (
            <EndButton maintenance={maintenance} zone={zone} name={title} onEnded={reload} />
          )}
        </Stack>
      </Alert>
    );
  });
}
