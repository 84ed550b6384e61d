/** Components that plugins expose to each other: Grafana's that ours uses, and ours as another plugin would use it. */
import type { ComponentType } from 'react';
import type { AppPlugin } from '@grafana/data';
import { Guard } from './extension-points.tsx';
import { HostPage } from './host-page.tsx';

interface HistoryProps {
  defaultLabelsFilter?: string;
  defaultTimeRange?: { from: string; to: string };
}

/** Grafana's own is a whole page of graphs; here it says what it was asked. */
function AlertHistory({ defaultLabelsFilter = '', defaultTimeRange }: HistoryProps) {
  return (
    <p>
      State history of {defaultLabelsFilter} from {defaultTimeRange?.from} to {defaultTimeRange?.to}
    </p>
  );
}

/** What `usePluginComponent` finds; null: there is no such component. */
export function exposedComponent(id: string): ComponentType<never> | null {
  return id === 'grafana/central-alert-history-scene/v1' ? (AlertHistory as ComponentType<never>) : null;
}

/** `?id=vigie-oncall-app/incident-badge/v1`; other parameters are its props. */
export function Exposed({ plugin, search }: { plugin: AppPlugin; search: string }) {
  const { id, ...props } = Object.fromEntries(new URLSearchParams(search));
  const Body = plugin.exposedComponentConfigs.find((one) => one.id === id)?.component as
    ComponentType<Record<string, string>> | undefined;
  return (
    <HostPage pageNav={{ text: 'Another plugin' }}>
      {Body !== undefined && (
        <Guard>
          <Body {...props} />
        </Guard>
      )}
    </HostPage>
  );
}
