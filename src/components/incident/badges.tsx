/** Severity and state of an incident: word, icon and colour, never colour alone. */
import type { BadgeColor, IconName } from '@grafana/ui';
import { Badge } from '@grafana/ui';
import type { IncidentWire } from '#contract/incident';
import type { Severity } from '#domain/incident/alert';
import { t } from '../../language.ts';

const SEVERITIES: Record<Severity, { color: BadgeColor; icon: IconName; text: () => string }> = {
  critical: { color: 'red', icon: 'exclamation-circle', text: () => t('severity.critical', 'Critical') },
  error: { color: 'orange', icon: 'exclamation-triangle', text: () => t('severity.error', 'Error') },
  warning: { color: 'darkgrey', icon: 'exclamation-triangle', text: () => t('severity.warning', 'Warning') },
  info: { color: 'blue', icon: 'info-circle', text: () => t('severity.info', 'Info') },
};

export function severityText(severity: Severity): string {
  return SEVERITIES[severity].text();
}

export function SeverityBadge({ severity }: { severity: Severity }) {
  const { color, icon, text } = SEVERITIES[severity];
  return <Badge color={color} icon={icon} text={text()} />;
}

type State = IncidentWire['state'];

const STATES: Record<State, { color: BadgeColor; icon: IconName; text: () => string }> = {
  open: { color: 'red', icon: 'bell', text: () => t('state.open', 'Open') },
  acknowledged: { color: 'blue', icon: 'eye', text: () => t('state.acknowledged', 'Acknowledged') },
  snoozed: { color: 'purple', icon: 'clock-nine', text: () => t('state.snoozed', 'Snoozed') },
  resolved: { color: 'green', icon: 'check', text: () => t('state.resolved', 'Resolved') },
};

export function stateText(state: State): string {
  return STATES[state].text();
}

/** What matters most about an incident at a glance: its state, and whether nobody answered. */
export function StateBadge({ incident }: { incident: Pick<IncidentWire, 'state' | 'exhausted' | 'test'> }) {
  const { color, icon, text } = STATES[incident.state];
  const isExhausted = incident.exhausted && incident.state === 'open';
  return (
    <>
      {isExhausted ? <Badge color="red" icon="bell-slash" text={t('state.exhausted', 'Nobody answered')} /> : <Badge color={color} icon={icon} text={text()} />}
      {incident.test && <Badge color="darkgrey" text={t('state.test', 'Test')} />}
    </>
  );
}
