/** Shows the history of the incident's alert rule, by a component of Grafana where it has one. */
import { useState } from 'react';
import { config, usePluginComponent } from '@grafana/runtime';
import { Button, TextLink } from '@grafana/ui';
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

/** Grafana offers its component always, but it fails where the history of rules is not in Loki, as by default. */
function isInLoki(): boolean {
  const { stateHistory, alertStateHistoryBackend, alertStateHistoryPrimary } = config.unifiedAlerting;
  const { backend = alertStateHistoryBackend, primary = alertStateHistoryPrimary } = stateHistory ?? {};
  return backend === 'loki' || (backend === 'multiple' && primary === 'loki');
}

/** Where Grafana shows the rule of one of the incident's links; null: none is of a rule. */
function historyUrl({ links }: IncidentAnswer): string | null {
  const source = links.find(({ url }) => /\/alerting\/grafana\/[^/?#]+\/view(?:[?#]|$)/.test(url))?.url;
  if (source === undefined) {
    return null;
  }
  const url = new URL(source);
  url.searchParams.set('tab', 'history');
  return url.href;
}

/**
 * Nothing for alerts of other monitors, and where Grafana offers neither the component nor a page of the rule. The
 * component asks for a lot, so it is loaded when somebody wants it.
 */
export function RuleHistory({ incident }: { incident: IncidentAnswer }) {
  const { component: History } = usePluginComponent<HistoryProps>(HISTORY);
  const [isOpen, setOpen] = useState(false);
  const name = incident.labels['alertname'];
  const isOfGrafana = incident.labels['grafana_folder'] !== undefined;
  if (name === undefined || !isOfGrafana) {
    return null;
  }
  const title = t('incident.rule-history', 'History of the alert rule in Grafana');
  if (!isInLoki() || History === null || History === undefined) {
    const url = historyUrl(incident);
    return url === null ? null : (
      <Section title={title}>
        <TextLink href={url} external>
          {t('incident.rule-history-open', 'Open the history in Grafana')}
        </TextLink>
      </Section>
    );
  }
  return (
    <Section title={title}>
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
