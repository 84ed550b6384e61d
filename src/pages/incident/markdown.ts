/** An incident as a Markdown document, for a report or a ticket. Times are UTC, so that they travel. */
import type { IncidentWire, PageWire, TimelineEntryWire } from '#contract/incident';

const utc = (at: string) => `${at.slice(0, 19).replace('T', ' ')} UTC`;
/** Text of others must not become markup of ours. */
const plain = (text: string) => text.replace(/[\\`*_[\]<>|#]/g, '\\$&').replace(/\s*\n\s*/g, ' ');

function facts(incident: IncidentWire): string[] {
  const { severity, state, exhausted, openedAt, acknowledgedAt, acknowledgedBy, resolvedAt, resolvedBy, integration, policy, labels } = incident;
  const by = (who: string | null) => (who === null ? '' : ` by ${plain(who)}`);
  return [
    `- Severity: ${severity}`,
    `- State: ${state}${exhausted ? ' (nobody answered)' : ''}`,
    `- Opened: ${utc(openedAt)}`,
    ...(acknowledgedAt === null ? [] : [`- Acknowledged: ${utc(acknowledgedAt)}${by(acknowledgedBy)}`]),
    ...(resolvedAt === null ? [] : [`- Resolved: ${utc(resolvedAt)}${by(resolvedBy)}`]),
    ...(integration === null ? [] : [`- Integration: ${plain(integration)}`]),
    ...(policy === null ? [] : [`- Escalation policy: ${plain(policy)}`]),
    ...(Object.keys(labels).length === 0 ? [] : [`- Labels: ${Object.entries(labels).map(([name, value]) => `${plain(name)}=${plain(value)}`).join(', ')}`]),
  ];
}

function pageLine(page: PageWire): string {
  const deliveries = page.deliveries.map(({ channel, state, attempts }) => `${channel} ${state}${attempts.at(-1)?.reason ? ` (${attempts.at(-1)?.reason})` : ''}`);
  return `- ${utc(page.startedAt)} ${plain(page.user ?? page.room ?? '')}: ${deliveries.join(', ') || 'nothing sent'}`;
}

export function toMarkdown(incident: IncidentWire, pages: readonly PageWire[], timeline: readonly TimelineEntryWire[]): string {
  const lines = [
    `# Incident ${incident.number}: ${plain(incident.title)}`,
    '',
    ...facts(incident),
    ...(incident.description === '' ? [] : ['', ...incident.description.split('\n').map((line) => `> ${line}`)]),
    '',
    '## Who was paged',
    '',
    ...(pages.length === 0 ? ['Nobody.'] : pages.map(pageLine)),
    '',
    '## What happened',
    '',
    ...timeline.map(({ at, actor, text }) => `- ${utc(at)}${actor === null ? '' : ` **${plain(actor)}**`}: ${plain(text)}`),
    '',
  ];
  return lines.join('\n');
}
