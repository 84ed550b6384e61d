import { describe, expect, it } from 'vitest';
import type { IncidentWire, PageWire, TimelineEntryWire } from '#contract/incidents/incident';
import { readIn } from '../../../tests/locales/read-in.ts';
import { oddInFrench } from '../../../tests/support/french.ts';
import { toMarkdown } from './markdown.ts';

const incident: IncidentWire = {
  id: 'i1',
  number: 7,
  title: 'Disk *full* on db-1',
  description: 'First line\nsecond line',
  severity: 'critical',
  urgency: 'urgent',
  state: 'acknowledged',
  exhausted: false,
  test: false,
  integration: 'grafana',
  team: 'sre',
  policy: 'sre',
  labels: { host: 'db_1' },
  links: [],
  alerts: { firing: 1, total: 1 },
  openedAt: '2026-01-05T09:00:00.000Z',
  acknowledgedAt: '2026-01-05T09:04:00.000Z',
  acknowledgedBy: 'ann',
  snoozedUntil: null,
  mergedInto: null,
  resolvedAt: null,
  resolvedBy: null,
  next: null,
  version: 2,
};
const page: PageWire = {
  id: 'p1',
  user: 'ann',
  room: null,
  urgency: 'urgent',
  step: 1,
  state: 'ended',
  startedAt: '2026-01-05T09:00:01.000Z',
  endedAt: null,
  reason: 'acknowledged',
  deliveries: [
    {
      id: 'd1',
      channel: 'email',
      method: 'mail',
      state: 'failed',
      dueAt: null,
      attempts: [{ at: '2026-01-05T09:00:02.000Z', outcome: 'never', reason: 'bad-address', detail: '' }],
    },
  ],
};
const timeline: TimelineEntryWire[] = [
  { at: '2026-01-05T09:04:00.000Z', kind: 'note', actor: 'ann', text: 'Restarted <by phone>', data: {} },
];

describe('an incident as Markdown', async () => {
  await readIn('en-US');
  const text = toMarkdown({
    incident,
    pages: [page],
    timeline,
    alerts: [],
    zone: 'Europe/Paris',
    name: (_kind, key) => key,
  });

  it('does not let the title become markup', () =>
    expect(text.split('\n')[0]).toBe('# Incident 7: Disk \\*full\\* on db-1'));
  it('says who acknowledged, and when, in the reader’s zone', () =>
    expect(text).toContain('- Acknowledged: Mon, Jan 5, 2026, 10:04, ann'));
  it('names the zone', () => expect(text).toContain('\n\nTimes are in Europe/Paris\n\n'));
  it('quotes every line of the description', () => expect(text).toContain('> First line\n> second line'));
  it('lets no link, picture or HTML of a stranger in, whatever ends its lines', () => {
    const description = 'a [log in](https://evil.example)\r# Title\u2028<img src=x>\r\n~~gone~~';
    expect(
      toMarkdown({
        incident: { ...incident, description },
        pages: [],
        timeline: [],
        alerts: [],
        zone: 'Europe/Paris',
        name: (_kind, key) => key,
      }),
    ).toContain('> a \\[log in\\](https://evil.example)\n> \\# Title\n> \\<img src=x\\>\n> \\~\\~gone\\~\\~');
  });
  it('says how each person was paged and why it failed', () =>
    expect(text).toContain('- Mon, Jan 5, 2026, 10:00 **ann**: e-mail: Failed (the address does not work)'));
  it('tells the timeline in order', () =>
    expect(text).toContain('- Mon, Jan 5, 2026, 10:04 **ann**: Restarted \\<by phone\\>'));
  it('says so when nobody was paged', () =>
    expect(
      toMarkdown({ incident, pages: [], timeline: [], alerts: [], zone: 'Europe/Paris', name: (_kind, key) => key }),
    ).toContain('Nobody.'));
  it('has in French a space before each colon', async () => {
    await readIn('fr-FR');
    try {
      const alert = { id: 'a1', title: 'Disk', titleReason: null, status: 'firing', firstAt: incident.openedAt };
      const french = toMarkdown({
        incident,
        pages: [page],
        timeline,
        alerts: [{ ...alert, startsAt: null, links: [{ title: 'Graph', url: 'https://v.example/' }] } as never],
        zone: 'Europe/Paris',
        name: (_kind, key) => key,
      });
      expect(oddInFrench(french.replaceAll('https:', ''))).toEqual([]);
      expect(french).toContain('# Incident 7\u00a0: Disk');
      expect(french).toContain('**ann**\u00a0: e-mail\u00a0: ');
      expect(french).not.toMatch(/\p{L}\*{0,2}: /u);
    } finally {
      await readIn('en-US');
    }
  });
});
