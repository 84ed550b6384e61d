/** Exports an incident as Markdown in the reader's language. Times are in UTC, for readers in any zone. */
import type { IncidentWire, PageWire, TimelineEntryWire } from '#contract/incidents/incident';
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
/** Escapes foreign text, so that it does not become markup. */
const plain = (text: string) => text.replace(/[\\`*_[\]<>|#]/g, '\\$&').replace(/\s*\n\s*/g, ' ');
/** Writes a URL that Markdown readers cannot misinterpret. */
const address = (url: string) => `<${url.replace(/[<>\s]/g, encodeURIComponent)}>`;

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
    who === null ? utc(at) : `${utc(at)}, ${plain(name('people', who))}`;
  const nobody = exhausted ? ` (${t('export.exhausted', 'nobody answered')})` : '';
  return [
    line(t('incidents.severity', 'Severity'), severityText(severity)),
    line(t('incidents.state', 'State'), stateText(state) + nobody),
    line(t('incident.opened', 'Opened'), utc(openedAt)),
    ...(acknowledgedAt === null
      ? []
      : [line(t('state.acknowledged', 'Acknowledged'), when(acknowledgedAt, acknowledgedBy))]),
    ...(resolvedAt === null ? [] : [line(t('state.resolved', 'Resolved'), when(resolvedAt, resolvedBy))]),
    ...(integration === null ? [] : [line(t('incident.source', 'Source'), plain(name('integrations', integration)))]),
    ...(policy === null ? [] : [line(t('incidents.policy', 'Escalation policy'), plain(name('policies', policy)))]),
    ...(Object.keys(labels).length === 0
      ? []
      : [
          line(
            t('export.labels', 'Labels'),
            Object.entries(labels)
              .map(([label, value]) => `${plain(label)}=${plain(value)}`)
              .join(', '),
          ),
        ]),
    ...incident.links.map(({ title, url }) => line(plain(title), address(url))),
  ];
}

function pageLine(page: PageWire, name: EntryNameOf): string {
  const deliveries = page.deliveries.map(({ channel, state, outcome, attempts }) => {
    const reason = attempts.at(-1)?.reason ?? null;
    return `${wayName(channel)}: ${deliveryBadge({ state, outcome }).text()}${reason === null ? '' : ` (${reasonText(reason)})`}`;
  });
  const who = page.user === null ? (page.room ?? '') : name('people', page.user);
  return `- ${utc(page.startedAt)} **${plain(who)}**: ${deliveries.join(', ') || t('page.no-delivery', 'Nothing sent yet.')}`;
}

function alertLine(alert: IncidentAlert): string {
  const state = alert.status === 'firing' ? t('alert.firing', 'Firing') : t('state.resolved', 'Resolved');
  return [
    `- ${utc(alert.startsAt ?? alert.firstAt)} ${state}: ${plain(titleText(alert.title, alert.titleReason))}`,
    ...alert.links.map(({ title, url }) => `  - ${plain(title)}: ${address(url)}`),
  ].join('\n');
}

export function toMarkdown(document: IncidentDocument): string {
  const { incident, pages, timeline, alerts, name } = document;
  const lines = [
    `# ${t('incidents.incident', 'Incident')} ${incident.number}: ${plain(titleText(incident.title, incident.titleReason))}`,
    '',
    ...facts(document),
    ...(incident.description === '' ? [] : ['', ...incident.description.split('\n').map((line) => `> ${line}`)]),
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
        `- ${utc(entry.at)}${entry.actor === null ? '' : ` **${plain(name('people', entry.actor))}**`}: ${plain(entryText(entry, { name, time: (at) => utc(new Date(at).toISOString()) }))}`,
    ),
    '',
  ];
  return lines.join('\n');
}
