/** Shows the history of the incident's alert rule, by a component of Grafana where it has one. */
import { useState } from 'react';
import { usePluginComponent } from '@grafana/runtime';
import { Button } from '@grafana/ui';
import type { IncidentAnswer } from '#contract/incidents/incident';
import { DAY } from '#domain/time/duration';
import { Section } from '../../components/page/section.tsx';
import { t } from '../../language.ts';

const HISTORY = 'grafana/central-alert-history-scene/v1';

/** Of Grafana 12.4 and 13.2 (`CentralAlertHistorySceneV1Props`). */
interface HistoryProps {
  defaultLabelsFilter?: string;
  defaultTimeRange?: { from: string; to: string };
  hideFilters?: boolean;
  hideAlertRuleColumn?: boolean;
}

/** The day before the incident, and until now or until it was resolved. */
function rangeOf({ openedAt, resolvedAt }: IncidentAnswer) {
  return { from: new Date(Date.parse(openedAt) - DAY).toISOString(), to: resolvedAt ?? 'now' };
}

/**
 * Nothing where Grafana has no such component, and for alerts of other monitors. It asks for a lot, so it is loaded when
 * somebody wants it.
 */
export function RuleHistory({ incident }: { incident: IncidentAnswer }) {
  const { component: History } = usePluginComponent<HistoryProps>(HISTORY);
  const [isOpen, setOpen] = useState(false);
  const name = incident.labels['alertname'];
  const isOfGrafana = incident.labels['grafana_folder'] !== undefined;
  if (History === null || History === undefined || name === undefined || !isOfGrafana) {
    return null;
  }
  return (
    <Section title={t('incident.rule-history', 'History of the alert rule in Grafana')}>
      {isOpen ? (
        <History
          defaultLabelsFilter={`alertname=${JSON.stringify(name)}`}
          defaultTimeRange={rangeOf(incident)}
          hideFilters
          hideAlertRuleColumn
        />
      ) : (
        <Button variant="secondary" icon="history" onClick={() => setOpen(true)}>
          {t('incident.rule-history-show', 'Show history')}
        </Button>
      )}
    </Section>
  );
}
