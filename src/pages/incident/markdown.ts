/** Exports an incident as Markdown in the reader's language. Times are in UTC, for readers in any zone. */
import type { IncidentWire, PageWire, TimelineEntryWire } from '#contract/incidents/incident';
import { markdownAddress, markdownQuotation, markdownText } from '#domain/markdown-text';
import type { IncidentAlert } from '../../api/resources/incident-alert.ts';
import { severityText, stateText } from '../../components/incident/incident-text.ts';
import { wayName } from '../../components/people/way-words.ts';
import { titleText } from '../../components/words/title-words.ts';
import { t } from '../../language.ts';
import { deliveryBadge } from './deliveries/delivery-badge.ts';
import { reasonText } from './deliveries/reason-text.ts';
import type { EntryNameOf } from './timeline/entry-facts.ts';
import { entryText } from './timeline/entry-text.ts';

export interface IncidentDocument {
  incident: IncidentWire;
  pages: readonly PageWire[];
  timeline: readonly TimelineEntryWire[];
  alerts: readonly IncidentAlert[];
  name: EntryNameOf;
}

const utc = (at: string) => `${at.slice(0, 19).replace('T', ' ')} UTC`;

function facts({ incident, name }: IncidentDocument): string[] {
  const {
    severity,
    state,
    exhausted,
    openedAt,
    acknowledgedAt,
    acknowledgedBy,
    resolvedAt,
    resolvedBy,
    integration,
    policy,
    labels,
  } = incident;
  const line = (term: string, value: string) => t('export.line', '- {{term}}: {{value}}', { term, value });
  const when = (at: string, who: string | null) =>
    who === null ? utc(at) : `${utc(at)}, ${markdownText(name('people', who))}`;
  const nobody = exhausted ? ` (${t('export.exhausted', 'nobody answered')})` : '';
  return [
    line(t('incidents.severity', 'Severity'), severityText(severity)),
    line(t('incidents.state', 'State'), stateText(state) + nobody),
    line(t('incident.opened', 'Opened'), utc(openedAt)),
    ...(acknowledgedAt === null
      ? []
      : [line(t('state.acknowledged', 'Acknowledged'), when(acknowledgedAt, acknowledgedBy))]),
    ...(resolvedAt === null ? [] : [line(t('state.resolved', 'Resolved'), when(resolvedAt, resolvedBy))]),
    ...(integration === null
      ? []
      : [line(t('incident.source', 'Source'), markdownText(name('integrations', integration)))]),
    ...(policy === null
      ? []
      : [line(t('incidents.policy', 'Escalation policy'), markdownText(name('policies', policy)))]),
    ...(Object.keys(labels).length === 0
      ? []
      : [
          line(
            t('export.labels', 'Labels'),
            Object.entries(labels)
              .map(([label, value]) => `${markdownText(label)}=${markdownText(value)}`)
              .join(', '),
          ),
        ]),
    ...incident.links.map(({ title, url }) => line(markdownText(title), markdownAddress(url))),
  ];
}

function pageLine(page: PageWire, name: EntryNameOf): string {
  const deliveries = page.deliveries.map(({ channel, state, outcome, attempts }) => {
    const reason = attempts.at(-1)?.reason ?? null;
    return `${wayName(channel)}: ${deliveryBadge({ state, outcome }).text()}${reason === null ? '' : ` (${reasonText(reason)})`}`;
  });
  const who = page.user === null ? (page.room ?? '') : name('people', page.user);
  return `- ${utc(page.startedAt)} **${markdownText(who)}**: ${deliveries.join(', ') || t('page.no-delivery', 'Nothing sent yet.')}`;
}

function alertLine(alert: IncidentAlert): string {
  const state = alert.status === 'firing' ? t('alert.firing', 'Firing') : t('state.resolved', 'Resolved');
  return [
    `- ${utc(alert.startsAt ?? alert.firstAt)} ${state}: ${markdownText(titleText(alert.title, alert.titleReason))}`,
    ...alert.links.map(({ title, url }) => `  - ${markdownText(title)}: ${markdownAddress(url)}`),
  ].join('\n');
}

export function toMarkdown(document: IncidentDocument): string {
  const { incident, pages, timeline, alerts, name } = document;
  const lines = [
    `# ${t('incidents.incident', 'Incident')} ${incident.number}: ${markdownText(titleText(incident.title, incident.titleReason))}`,
    '',
    ...facts(document),
    ...(incident.description === '' ? [] : ['', ...markdownQuotation(incident.description)]),
    ...(alerts.length === 0 ? [] : ['', `## ${t('incident.alerts', 'Alerts')}`, '', ...alerts.map(alertLine)]),
    '',
    `## ${t('incident.pages', 'Who was paged')}`,
    '',
    ...(pages.length === 0 ? [t('export.nobody', 'Nobody.')] : pages.map((page) => pageLine(page, name))),
    '',
    `## ${t('incident.timeline', 'Timeline')}`,
    '',
    ...timeline.map(
      (entry) =>
        `- ${utc(entry.at)}${entry.actor === null ? '' : ` **${markdownText(name('people', entry.actor))}**`}: ${markdownText(entryText(entry, { name, time: (at) => utc(new Date(at).toISOString()) }))}`,
    ),
    '',
  ];
  return lines.join('\n');
}
