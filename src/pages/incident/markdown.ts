/** Exports an incident as Markdown in the reader's language and zone, which it names for all who read it. */
import type { IncidentWire, PageWire, TimelineEntryWire } from '#contract/incidents/incident';
import { markdownAddress, markdownQuotation, markdownText } from '#domain/markdown-text';
import type { IncidentAlert } from '../../api/resources/incident-alert.ts';
import { severityText, stateText } from '../../components/incident/incident-text.ts';
import { afterColon } from '../../components/text/punctuation.ts';
import { instantText } from '../../components/time/date-format.ts';
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
  zone: string;
}

const written = (at: string, zone: string) => instantText(Date.parse(at), zone);

function facts({ incident, name, zone }: IncidentDocument): string[] {
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
    who === null ? written(at, zone) : `${written(at, zone)}, ${markdownText(name('people', who))}`;
  const nobody = exhausted ? ` (${t('export.exhausted', 'nobody answered')})` : '';
  return [
    line(t('incidents.severity', 'Severity'), severityText(severity)),
    line(t('incidents.state', 'State'), stateText(state) + nobody),
    line(t('incident.opened', 'Opened'), written(openedAt, zone)),
    ...(acknowledgedAt === null
      ? []
      : [line(t('state.acknowledged', 'Acknowledged'), when(acknowledgedAt, acknowledgedBy))]),
    ...(resolvedAt === null ? [] : [line(t('state.resolved', 'Resolved'), when(resolvedAt, resolvedBy))]),
    ...(integration === null
      ? []
      : [line(t('incidents.integration', 'Integration'), markdownText(name('integrations', integration)))]),
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

function pageLine(page: PageWire, { name, zone }: IncidentDocument): string {
  const deliveries = page.deliveries.map(({ channel, state, outcome, attempts }) => {
    const reason = attempts.at(-1)?.reason ?? null;
    return `${wayName(channel)}${afterColon(deliveryBadge({ state, outcome }).text())}${reason === null ? '' : ` (${reasonText(reason)})`}`;
  });
  const who = page.user === null ? (page.room ?? '') : name('people', page.user);
  return `- ${written(page.startedAt, zone)} **${markdownText(who)}**${afterColon(deliveries.join(', ') || t('page.no-delivery', 'Nothing sent yet.'))}`;
}

function alertLine(alert: IncidentAlert, zone: string): string {
  const state = alert.status === 'firing' ? t('alert.firing', 'Firing') : t('state.resolved', 'Resolved');
  return [
    `- ${written(alert.startsAt ?? alert.firstAt, zone)} ${state}${afterColon(markdownText(titleText(alert.title, alert.titleReason)))}`,
    ...alert.links.map(({ title, url }) => `  - ${markdownText(title)}${afterColon(markdownAddress(url))}`),
  ].join('\n');
}

export function toMarkdown(document: IncidentDocument): string {
  const { incident, pages, timeline, alerts, name, zone } = document;
  const lines = [
    `# ${t('incidents.incident', 'Incident')} ${incident.number}${afterColon(markdownText(titleText(incident.title, incident.titleReason)))}`,
    '',
    t('page.zone', 'Times are in {{zone}}', { zone }),
    '',
    ...facts(document),
    ...(incident.description === '' ? [] : ['', ...markdownQuotation(incident.description)]),
    ...(alerts.length === 0
      ? []
      : ['', `## ${t('incident.alerts', 'Alerts')}`, '', ...alerts.map((alert) => alertLine(alert, zone))]),
    '',
    `## ${t('incident.pages', 'Who was paged')}`,
    '',
    ...(pages.length === 0 ? [t('export.nobody', 'Nobody.')] : pages.map((page) => pageLine(page, document))),
    '',
    `## ${t('incident.timeline', 'Timeline')}`,
    '',
    ...timeline.map(
      (entry) =>
        `- ${written(entry.at, zone)}${entry.actor === null ? '' : ` **${markdownText(name('people', entry.actor))}**`}${afterColon(markdownText(entryText(entry, { name, time: (at) => instantText(at, zone) })))}`,
    ),
    '',
  ];
  return lines.join('\n');
}
