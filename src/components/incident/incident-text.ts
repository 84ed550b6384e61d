/** Names the severity and state of an incident. */
import type { IncidentWire } from '#contract/incidents/incident';
import type { Severity } from '#domain/incident/signal/alert';
import { t } from '../../language.ts';

const SEVERITIES: Record<Severity, () => string> = {
  critical: () => t('severity.critical', 'Critical'),
  error: () => t('severity.error', 'Error'),
  warning: () => t('severity.warning', 'Warning'),
  info: () => t('severity.info', 'Info'),
};

export function severityText(severity: Severity): string {
  return SEVERITIES[severity]();
}

const STATES: Record<IncidentWire['state'], () => string> = {
  open: () => t('state.open', 'Open'),
  acknowledged: () => t('state.acknowledged', 'Acknowledged'),
  snoozed: () => t('state.snoozed', 'Snoozed'),
  resolved: () => t('state.resolved', 'Resolved'),
};

export function stateText(state: IncidentWire['state']): string {
  return STATES[state]();
}
