/** Names the maintenances that are running, first of all what needs care: they hold pages. */
import { Alert, Stack, TextLink } from '@grafana/ui';
import { EndButton } from '../../../components/maintenance/end-button.tsx';
import type { RunningMaintenance } from '../../../components/maintenance/switch-draft.ts';
import { canEnd } from '../../../components/maintenance/switch-draft.ts';
import { useMaintenances } from '../../../components/maintenance/use-maintenances.ts';
import { useOwnIntegrations } from '../../../components/maintenance/use-own-integrations.ts';
import { useName } from '../../../components/people/directory.tsx';
import { useMe } from '../../../components/people/who-am-i.tsx';
import { At } from '../../../components/time/times.tsx';
import { PLUGIN_ROOT } from '../../../constants.ts';
import { t } from '../../../language.ts';
import { afterColon } from '../../../components/text/punctuation.ts';

function useMayEnd(): (running: RunningMaintenance) => boolean {
  const isAdmin = useMe()?.can.administer === true;
  const own = new Set(useOwnIntegrations().map(({ id }) => id));
  return (running) => {
    const { integrations } = running.maintenance;
    return canEnd(running) && (isAdmin || (integrations.length > 0 && integrations.every((id) => own.has(id))));
  };
}

/** Nothing while no maintenance is running. */
export function MaintenanceItems() {
  const name = useName();
  const { running, zones, reload } = useMaintenances();
  const mayEnd = useMayEnd();
  return running.map((one) => {
    const { maintenance, end } = one;
    const { id, action, integrations, match, timeZone } = maintenance;
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
              afterColon([...integrations.map((one) => name('integrations', one)), ...match].join(', '))}
          </div>
          {zone !== undefined && mayEnd(one) && (
            <EndButton maintenance={maintenance} zone={zone} name={title} onEnded={reload} />
          )}
        </Stack>
      </Alert>
    );
  });
}
