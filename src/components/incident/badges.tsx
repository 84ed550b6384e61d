/** Badges for the severity and state of an incident, with a word and an icon besides the colour. */
import type { BadgeColor, IconName } from '@grafana/ui';
import { Badge } from '../page/badge.tsx';
import type { IncidentWire } from '#contract/incidents/incident';
import type { Severity } from '#domain/incident/signal/alert';
import { t } from '../../language.ts';
import { SilencedBadge } from './silences.tsx';
import { severityText, stateText } from './incident-text.ts';

export { severityText, stateText };

const SEVERITIES: Record<Severity, { color: BadgeColor; icon: IconName }> = {
  critical: { color: 'red', icon: 'exclamation-circle' },
  error: { color: 'orange', icon: 'exclamation-triangle' },
  warning: { color: 'darkgrey', icon: 'exclamation-triangle' },
  info: { color: 'blue', icon: 'info-circle' },
};

export function SeverityBadge({ severity }: { severity: Severity }) {
  const { color, icon } = SEVERITIES[severity];
  return <Badge color={color} icon={icon} text={severityText(severity)} />;
}

type State = IncidentWire['state'];

const STATES: Record<State, { color: BadgeColor; icon: IconName }> = {
  open: { color: 'red', icon: 'bell' },
  acknowledged: { color: 'blue', icon: 'eye' },
  snoozed: { color: 'purple', icon: 'clock-nine' },
  resolved: { color: 'green', icon: 'check' },
};

type Standing = Pick<IncidentWire, 'state' | 'exhausted' | 'test' | 'silence' | 'next'>;

const BESIDE = { display: 'inline-flex', flexWrap: 'wrap', alignItems: 'center', gap: 8 } as const;

/** The state, and whether the escalation ended unanswered or waits for the end of a maintenance. */
export function StateBadge({ incident }: { incident: Standing }) {
  const { color, icon } = STATES[incident.state];
  const isExhausted = incident.exhausted && incident.state === 'open';
  const isHeld = incident.state === 'open' && incident.next?.reason === 'hold';
  return (
    <span style={BESIDE}>
      {isExhausted ? (
        <Badge color="red" icon="bell-slash" text={t('state.exhausted', 'Nobody answered')} />
      ) : isHeld ? (
        <Badge color="orange" icon="pause" text={t('state.held', 'Open, pages held')} />
      ) : (
        // Red is for what pages somebody.
        <Badge
          color={incident.test && incident.state === 'open' ? 'darkgrey' : color}
          icon={icon}
          text={stateText(incident.state)}
        />
      )}
      <SilencedBadge silence={incident.silence} />
      {incident.test && <Badge color="darkgrey" text={t('state.test', 'Test')} />}
    </span>
  );
}
