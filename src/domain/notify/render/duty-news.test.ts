/** Tests of news about duties: swaps, the weekly letter, channels that are down. */
import { describe, expect, it } from 'vitest';
import type { DutyMessage, StatusLine } from '#domain/notify/message/message';
import { fakeIncident, fakeMessage } from '#domain/notify/render/message.fake';
import { renderMessage } from '#domain/notify/render/render-message';

const START = Date.UTC(2026, 0, 12, 8);
const END = Date.UTC(2026, 0, 19, 8);
const ZONE = 'Times are in Europe/Paris.';
const news = (duty: Partial<DutyMessage>, language: 'en' | 'fr' = 'en') =>
  renderMessage(
    fakeMessage({
      kind: 'onCall',
      incident: null,
      language,
      onCall: { rota: 'SRE', start: START, end: END, on: true, ...duty },
    }),
  );

describe('a duty', () => {
  it('that begins lists what is still open, and how much more there is', () => {
    const open = [
      { number: 7, title: 'Disk full' },
      { number: 9, title: 'No\nnews' },
    ];
    expect(news({ open, more: 3 }).content.facts).toEqual([
      { label: 'Still open', value: '#7 Disk full, #9 No news, 3 more' },
    ]);
    expect(news({ open: open.slice(0, 1), more: 1 }).content.facts).toEqual([
      { label: 'Still open', value: '#7 Disk full, 1 more' },
    ]);
    expect(news({ open }).content.facts).toEqual([{ label: 'Still open', value: '#7 Disk full, #9 No news' }]);
    expect(news({ open: [] }).content.facts).toEqual([]);
    expect(news({}).content.facts).toEqual([]);
  });

  it('hands over what was left in writing', () => {
    expect(news({ note: { by: 'Ben Petit', text: 'Watch db-1' } }).content.description).toBe(
      'Note from Ben Petit: Watch db-1',
    );
    expect(news({ note: null }).content.description).toBeNull();
  });

  it('is headed by its rota, on one line', () => {
    const { content, thread } = news({ rota: 'S\nRE' });
    expect([content.heading, content.footer, content.actions, thread]).toEqual(['S RE', [ZONE], [], null]);
  });
});

describe('a swap', () => {
  it.each([
    ['asked', 'Ann asks for somebody to take SRE from Mon 12 Jan 09:00 to Mon 19 Jan 09:00'],
    ['taken', 'Ben takes SRE from Ann, from Mon 12 Jan 09:00 to Mon 19 Jan 09:00'],
    ['declined', 'Ben cannot take SRE from Ann, from Mon 12 Jan 09:00 to Mon 19 Jan 09:00'],
    ['cancelled', 'Ann no longer asks for SRE from Mon 12 Jan 09:00 to Mon 19 Jan 09:00 to be taken'],
    ['expired', 'Nobody took SRE from Ann, from Mon 12 Jan 09:00 to Mon 19 Jan 09:00'],
  ] as const)('%s', (what, sentence) => {
    const { subject, content } = news({ swap: { what, of: 'Ann', by: 'Ben', note: '' } });
    expect([subject, content.lead, content.description]).toEqual([sentence, [`${sentence}.`], null]);
  });

  it('asked of one person says so, and has a link for each answer', () => {
    const links = { take: 'https://v/r/x/take', decline: 'https://v/r/x/decline' };
    const asked = { what: 'asked' as const, of: 'Ann', by: 'Ann', note: '', personal: true as const, links };
    const { subject, short, text, content } = news({ swap: asked });
    expect(subject).toBe('Ann asks you to take SRE from Mon 12 Jan 09:00 to Mon 19 Jan 09:00');
    expect(content.actions).toEqual([
      { kind: 'open', label: 'Take it', url: links.take },
      { kind: 'open', label: 'Decline', url: links.decline },
    ]);
    expect([short.includes(links.take), text.includes(links.decline)]).toEqual([true, true]);
    const { content: french } = news({ swap: { ...asked, links: { take: links.take } } }, 'fr');
    expect(french.actions.map(({ label }) => label)).toEqual(['Accepter']);
    expect(french.lead[0]).toContain('Ann vous demande de reprendre');
  });

  it('carries the words of who asks, before those of the handover', () => {
    expect(
      news({ swap: { what: 'asked', of: 'Ann', by: 'Ben', note: 'Wedding' }, note: { by: 'Cleo', text: 'Watch db-1' } })
        .content.description,
    ).toBe('Note from Ann: Wedding');
  });
});

it.each(['en', 'fr'] as const)('that a way of reaching somebody is lost is said with why (%s)', (language) => {
  const { subject, short, content } = news({ lost: { method: 'SMS', detail: 'no such\nnumber' } }, language);
  expect(subject).toBe(language === 'en' ? 'Vigie no longer reaches you by SMS' : content.lead[0]?.slice(0, -1));
  expect(subject).toContain('SMS');
  expect(short).toContain('SMS. ');
  expect(content).toMatchObject({ description: 'no such number', footer: [expect.stringContaining('Europe/Paris')] });
  expect(news({ lost: { method: 'SMS', detail: ' ' } }, language).content.description).toBeNull();
  expect(news({ lost: { method: 'SMS', detail: 'x'.repeat(600) } }, language).content.description).toHaveLength(500);
});

describe('a channel', () => {
  const outage = {
    channel: 'SMS',
    up: false,
    since: Date.UTC(2026, 0, 7, 12),
    problem: 'HTTP 500\nfrom the service',
    people: ['Ann', 'Ben'],
  };

  it('that is down: since when, why, and who cannot be paged', () => {
    const { subject, short, content } = news({ outage });
    expect([subject, short]).toEqual(['Channel down: SMS', 'Channel down: SMS, HTTP 500 from the service']);
    expect(content.lead).toEqual([
      'It has not worked since 13:00. What should go through it waits or takes another way.',
      'Nobody can page Ann and Ben until it works again.',
    ]);
    expect(content.description).toBe('HTTP 500 from the service');
    expect(content.footer).toEqual([
      'You get this as an Admin, once a day while it lasts. You can turn it off under your notification settings.',
      ZONE,
    ]);
  });

  it('that is down, where nobody depends on it, and nobody knows why', () => {
    const { content } = news({ outage: { ...outage, people: [], problem: '' } });
    expect([content.lead.length, content.description]).toEqual([1, null]);
  });

  it('that works again', () => {
    const { subject, short, content } = news({ outage: { ...outage, up: true, people: [] } });
    expect([subject, short]).toEqual(['Channel works again: SMS', 'Channel works again: SMS']);
    expect(content).toMatchObject({ lead: ['It had not worked since 13:00.'], description: null, footer: [ZONE] });
  });

  it('in French', () => {
    expect(news({ outage }, 'fr').subject).not.toBe(news({ outage }).subject);
  });
});

describe('the weekly letter', () => {
  const finding = { kind: 'conflict' as const, users: ['Ann', 'Ben'], start: START, end: END };
  const letter = (findings: Array<typeof finding>, more: number, language: 'en' | 'fr' = 'en') =>
    news({ health: { score: 71, findings, more } }, language);

  it('says how much there is to do, and what', () => {
    const { subject, content } = letter([finding, { ...finding, users: ['Cleo'] }], 3);
    expect(subject).toBe('There are 5 things to do in SRE');
    expect(content.lead).toEqual([
      'There are 5 things to do in SRE.',
      'This is what Vigie found in the next four weeks.',
    ]);
    expect(content.description?.split('\n')).toEqual([
      '- Ann and Ben is on call from Mon 12 Jan 09:00 to Mon 19 Jan 09:00, but absent or on call elsewhere',
      '- Cleo is on call from Mon 12 Jan 09:00 to Mon 19 Jan 09:00, but absent or on call elsewhere',
      '… and 3 more',
      '',
      'Health of the rota: 71 of 100',
    ]);
    expect(content.footer).toEqual([
      'You get this letter on Mondays, and only when there is something to do. You can turn it off under your notification settings.',
      ZONE,
    ]);
  });

  it('says nothing of more where there is none', () => {
    expect(letter([finding], 0).content.description?.split('\n')).toHaveLength(3);
    expect(letter([finding], 1).content.description).toContain('… and 1 more');
  });

  it.each([
    ['en', 1, 'There is something to do in SRE'],
    ['en', 2, 'There are 2 things to do in SRE'],
    ['fr', 1, 'Il y a quelque chose à faire dans SRE'],
    ['fr', 2, 'Il y a 2 choses à faire dans SRE'],
  ] as const)('%s, %i', (language, count, title) => {
    expect(
      letter(
        Array.from({ length: count }, () => finding),
        0,
        language,
      ).subject,
    ).toBe(title);
  });

  it.each([
    ['en', [], 'Nobody is on call from Mon 12 Jan 09:00 to Mon 19 Jan 09:00\n'],
    ['en', ['Ann'], 'because Ann would be and is absent'],
    ['fr', ['Ann'], 'car ce serait Ann, qui est en absence'],
  ] as const)('a gap names who is absent, where there is somebody (%s, %j)', (language, users, words) => {
    expect(
      news(
        { health: { score: 71, findings: [{ kind: 'gap', users: [...users], start: START, end: END }], more: 0 } },
        language,
      ).content.description,
    ).toContain(words);
  });
});

describe('several updates in one message', () => {
  const acknowledged = { kind: 'acknowledged' as const, actor: 'Ben', text: null };
  const line = (number: number): StatusLine => ({
    number,
    title: `Host ${number} is down`,
    severity: 'error',
    update: { kind: 'resolved', actor: null, text: null },
  });
  const many = (others: StatusLine[], change = {}) =>
    renderMessage(
      fakeMessage({ kind: 'update', update: acknowledged, status: { subscription: 'Ops\nroom', others }, ...change }),
    );

  it('lists each, its own first, and says why they come', () => {
    const { subject, short, thread, content } = many([line(1), line(2)]);
    expect(subject).toBe('3 updates (Ops room)');
    expect(thread).toBeNull();
    expect(short).toBe('3 updates: #2 Host 2 is down: Resolved: the source says it is over');
    expect(content.description?.split('\n')).toEqual([
      '- #1042 Disk full on db-1: Acknowledged by Ben',
      '- #1 Host 1 is down: Resolved: the source says it is over',
      '- #2 Host 2 is down: Resolved: the source says it is over',
    ]);
    expect(content.footer).toEqual([
      'You get this because of the subscription “Ops room”. Nobody waits for an answer from you.',
      ZONE,
    ]);
  });

  it('has none of its own where it lacks an incident or what happened to it', () => {
    for (const change of [{ incident: null }, { update: null }])
      expect(many([line(1)], change).content.description).toBe(
        '- #1 Host 1 is down: Resolved: the source says it is over',
      );
  });

  it.each([
    [49, 50, null],
    [50, 50, '… and 1 more'],
    [59, 50, '… and 10 more'],
  ])('of %i others lists %i, and says how many more there are', (others, listed, more) => {
    const lines = many(Array.from({ length: others }, (_, i) => line(i + 1))).content.description?.split('\n') ?? [];
    expect([
      lines.filter((one) => one.startsWith('- ')).length,
      lines.find((one) => one.startsWith('…')) ?? null,
    ]).toEqual([listed, more]);
  });

  it('of one alone is that one', () => {
    expect(many([]).subject).toBe('Acknowledged by Ben: Disk full on db-1 (#1042)');
    expect(many([], { incident: fakeIncident({ number: 3 }) }).content.footer[0]).toContain('Ops room');
  });
});
