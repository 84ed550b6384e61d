/** A hook for what was received: names and values that conditions can be built from. */
import type { ComboboxOption } from '@grafana/ui';
import type { ReceivedLabelsWire } from '../../api/resources/integrations.ts';
import { useApi } from '../../api/client/use-api.ts';
import { t } from '../../language.ts';

/** @param integration null: all. @returns null while it is unknown */
export function useReceived(integration: string | null): ReceivedLabelsWire | null {
  return useApi<ReceivedLabelsWire>({
    path: 'received-labels',
    ...(integration !== null && { query: { integration } }),
  }).data;
}

function alertsText(count: number): string {
  return t('received.alerts', '', {
    count,
    defaultValue_one: '{{count}} alert',
    defaultValue_other: '{{count}} alerts',
  });
}

/** Every alert has these, besides its labels. */
const OWN_NAMES = ['title', 'source', 'severity'];

export function nameOptions(received: ReceivedLabelsWire | null): Array<ComboboxOption<string>> {
  const labels = received?.labels ?? [];
  const own = OWN_NAMES.filter((name) => labels.every((label) => label.name !== name));
  return [
    ...labels.map(({ name, alerts }) => ({ value: name, label: name, description: alertsText(alerts) })),
    ...own.map((name) => ({ value: name, label: name, description: t('received.own', 'Of every alert') })),
  ];
}

export function valueOptions(received: ReceivedLabelsWire | null, name: string): Array<ComboboxOption<string>> {
  const label = received?.labels.find((one) => one.name === name);
  const severities = name === 'severity' ? (received?.severities ?? []) : [];
  const values = [...(label?.values ?? []), ...severities.map(({ severity, alerts }) => ({ value: severity, alerts }))];
  const byValue = new Map(values.map(({ value, alerts }) => [value, alerts]));
  return [...byValue].map(([value, alerts]) => ({ value, label: value, description: alertsText(alerts) }));
}
