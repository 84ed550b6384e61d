import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SEVERITIES } from '#domain/incident/signal/alert';
import type { Message, UpdateKind } from '#domain/notify/message/message';
import { gsm7Length, isGsm7 } from '#domain/notify/render/gsm7';
import { fakeIncident, fakeMessage, PAGE_URL } from '#domain/notify/render/message.fake';
import { describeNext, joinNames } from '#domain/notify/render/messages/next';
import { renderMessage } from '#domain/notify/render/render-message';

const update = (kind: UpdateKind, actor: string | null = 'Ben Petit', text: string | null = null): Message =>
  fakeMessage({ kind: 'update', update: { kind, actor, text } });

describe('a page', () => {
  const people = [
    { name: 'Ann Martin', until: Date.UTC(2026, 0, 7, 13, 40), standIn: 'Ben Petit', alone: false },
    { name: 'Cleo Roux', until: Date.UTC(2026, 0, 8, 13, 40), standIn: null, alone: false },
    { name: 'Dee Noir', until: Date.UTC(2026, 0, 7, 13, 40), standIn: null, alone: true },
  ];

  it.each([
    [
      'en' as const,
      [
        'Ann Martin is not available until 14:40; Ben Petit stands in.',
        'Cleo Roux is not available until Thu 8 Jan 14:40.',
        'Dee Noir is not available until 14:40, but nobody else is at hand.',
      ],
    ],
    [
      'fr' as const,
      [
        'Ann Martin n’est pas disponible avant 14:40 ; Ben Petit prend le relais.',
        'Cleo Roux n’est pas disponible avant le jeu. 8 janv. 14:40.',
        'Dee Noir n’est pas disponible avant 14:40, mais personne d’autre n’est joignable.',
      ],
    ],
  ])('says in whose place (%s), unless it stands for several', (language, lines) => {
    const { text, short } = renderMessage(fakeMessage({ language, unavailable: people }));
    expect(text.split('\n').slice(5, 8)).toEqual(lines);
    expect(`${text} ${short}`).not.toMatch(/\brest|repos/i);
    expect(renderMessage(fakeMessage({ language, unavailable: people, bundled: 2 })).text).not.toContain(lines[0]);
  });

  it('in English', () => {
    const { subject, thread, short, text } = renderMessage(fakeMessage());
    expect(subject).toBe('[Critical] Disk full on db-1 (#1042)');
    expect(thread).toBe(subject);
    expect(short).toBe(`CRITICAL: Disk full on db-1, 14:05, Zabbix, #1042 ${PAGE_URL}`);
    expect(text).toBe(`Disk full on db-1

/var is at 98 %

You are paged: please answer.

Acknowledge: ${PAGE_URL}/acknowledge
Resolve: ${PAGE_URL}/resolve
See the incident: ${PAGE_URL}
Open in Grafana: https://grafana.example.com/a/vigie-oncall-app/incidents/1042

If nobody answers, at 14:15: Ben Petit will be paged

Severity: Critical
Since: 14:05
Source: Zabbix
Labels: team=db, host=db-1
Escalation: SRE, step 1
Incident: #1042

Times are in Europe/Paris.
The links are yours alone; please do not pass them on.
`);
  });

  it('in French', () => {
    const { subject, short, text } = renderMessage(
      fakeMessage({ language: 'fr', next: { at: Date.UTC(2026, 0, 7, 13, 15), what: 'Vigie alerte Ben Petit' } }),
    );
    expect(subject).toBe('[Critique] Disk full on db-1 (#1042)');
    expect(short).toBe(`CRITIQUE : Disk full on db-1, 14:05, Zabbix, #1042 ${PAGE_URL}`);
    for (const line of [
      'On a besoin de vous : merci de répondre.',
      'Gravité : Critique',
      'Escalade : SRE, étape 1',
      'Sans réponse à 14:15 : Vigie alerte Ben Petit',
      'Fuseau horaire\u00a0: Europe/Paris.',
    ]) {
      expect(text.split('\n')).toContain(line);
    }
  });

  it('to a room has no personal links', () => {
    const { text, content, short } = renderMessage(
      fakeMessage({ person: null, incident: fakeIncident({ acknowledgeUrl: null, resolveUrl: null }) }),
    );
    expect(content.actions.map((action) => action.kind)).toEqual(['open']);
    expect(text).toContain('Somebody has to look at this.');
    expect(text).not.toContain('yours alone');
    expect(short).toContain('https://grafana.example.com/');
  });

  it('that stands for many says how many and names the worst', () => {
    const { subject, short, text } = renderMessage(fakeMessage({ bundled: 300 }));
    expect(subject).toBe('300 incidents, worst: [Critical] Disk full on db-1 (#1042)');
    expect(short).toContain('300 incidents, worst: CRITICAL: Disk full on db-1');
    expect(short).toContain(PAGE_URL);
    expect(text).toContain('You are paged for 300 incidents. The worst one:');
  });

  it('counts alerts where there are several, and says in words that it was opened by hand; an integration of that name keeps it', () => {
    const { text } = renderMessage(
      fakeMessage({ language: 'fr', incident: fakeIncident({ alerts: { firing: 2, total: 7 }, source: null }) }),
    );
    expect(text).toContain('Alertes : 2 actives sur 7');
    expect(text).toContain('Source : à la main');
  });

  it('has a title even where the source gave none', () => {
    expect(renderMessage(fakeMessage({ incident: fakeIncident({ title: ' \u200b\n ' }) })).subject).toBe(
      '[Critical] #1042 (#1042)',
    );
  });

  it('leaves a link that is too long out of the SMS, not the words', () => {
    const { short } = renderMessage(
      fakeMessage({ incident: fakeIncident({ acknowledgeUrl: `https://vigie.example.com/${'x'.repeat(130)}` }) }),
    );
    expect(short).toBe('CRITICAL: Disk full on db-1, 14:05, Zabbix, #1042');
  });

  it('cuts the title of an SMS, never the link', () => {
    const { short } = renderMessage(
      fakeMessage({
        incident: fakeIncident({
          title: 'Disk full on the very large database server of the accounting department in Lyon',
        }),
      }),
    );
    expect(short).toMatch(new RegExp(`^CRITICAL: Disk full on the very large .*\\.\\.\\. ${PAGE_URL}$`));
    expect(gsm7Length(short)).toBeLessThanOrEqual(160);
  });
});

describe('an update', () => {
  it.each<[UpdateKind, string | null, string]>([
    ['acknowledged', 'Ben Petit', 'Acknowledged by Ben Petit'],
    ['acknowledged', null, 'Acknowledged by somebody'],
    ['unacknowledged', null, 'No longer acknowledged'],
    ['resolved', 'Ben Petit', 'Resolved by Ben Petit'],
    ['resolved', null, 'Resolved: the source says it is over'],
    ['reopened', null, 'It is back'],
    ['snoozed', 'Ben Petit', 'Snoozed by Ben Petit'],
    ['severity', null, 'Severity is now: Critical'],
    ['confirm', null, 'Are you still on it? Acknowledge again, or others will be paged'],
    ['exhausted', null, 'Nobody has answered, and nobody is left to page'],
    ['reassigned', 'Cleo Roux', 'Reassigned by Cleo Roux'],
    ['merged', null, 'Merged into another incident'],
    ['note', 'Cleo Roux', 'Note from Cleo Roux'],
  ])('%s by %s', (kind, actor, sentence) => {
    const { subject, thread, text } = renderMessage(update(kind, actor));
    expect(subject).toBe(`${sentence}: Disk full on db-1 (#1042)`);
    expect(thread).toBe('[Critical] Disk full on db-1 (#1042)');
    expect(text.split('\n')[0]).toBe(sentence);
  });

  it('in French has a space before its colon', () => {
    const { subject, short } = renderMessage({ ...update('resolved'), language: 'fr' });
    expect(subject).toBe('Résolu par Ben Petit : Disk full on db-1 (#1042)');
    expect(short).toBe('Résolu par Ben Petit : Disk full on db-1, #1042');
  });

  it('carries what a person wrote', () => {
    const { text, short } = renderMessage(update('note', 'Cleo Roux', 'Provider informed,\ncall back at 16:00'));
    expect(text).toContain('Provider informed,\ncall back at 16:00');
    expect(short).toBe('Note from Cleo Roux: Provider informed, call back at 16:00 (Disk full on db-1), #1042');
  });

  it.each<[UpdateKind, boolean]>([
    ['confirm', true],
    ['exhausted', true],
    ['reopened', true],
    ['acknowledged', false],
    ['resolved', false],
  ])('%s asks for an answer: %s', (kind, asks) => {
    const { content, short } = renderMessage(update(kind));
    expect(content.actions.some((action) => action.kind === 'acknowledge')).toBe(asks);
    expect(short.includes(PAGE_URL)).toBe(asks);
  });

  it('asks nothing about what is resolved meanwhile', () => {
    const message = { ...update('severity'), incident: fakeIncident({ state: 'resolved' }) };
    expect(renderMessage(message).content.actions.some((action) => action.kind === 'acknowledge')).toBe(false);
  });

  it('promises no next step once somebody is on it', () => {
    const message = { ...update('acknowledged'), incident: fakeIncident({ state: 'acknowledged' }) };
    expect(renderMessage(message).text).not.toContain('If nobody answers');
  });
});

describe('a duty', () => {
  const start = Date.UTC(2026, 0, 12, 8);
  const end = Date.UTC(2026, 0, 19, 8);
  it.each([
    [start, end, true, 'You are on call for SRE from Mon 12 Jan 09:00 to Mon 19 Jan 09:00'],
    [start, null, true, 'You are on call for SRE from Mon 12 Jan 09:00'],
    [null, end, true, 'You are on call for SRE until Mon 19 Jan 09:00'],
    [null, null, true, 'You are on call for SRE'],
    [null, end, false, 'Your duty for SRE ended at Mon 19 Jan 09:00'],
    [null, null, false, 'You are no longer on call for SRE'],
  ])('%s to %s, on: %s', (from, to, on, sentence) => {
    const { subject, short } = renderMessage(
      fakeMessage({ kind: 'onCall', incident: null, onCall: { rota: 'SRE', start: from, end: to, on } }),
    );
    expect([subject, short]).toEqual([sentence, sentence]);
  });
});

it('a test says that there is nothing to do', () => {
  const { subject, text, thread } = renderMessage(fakeMessage({ kind: 'test', incident: null }));
  expect([subject, thread]).toEqual(['Test message from Vigie', null]);
  expect(text).toContain('There is nothing to do.');
});

it.each(['page', 'update', 'onCall'] as const)('a %s without its subject is a bug', (kind) => {
  expect(() => renderMessage(fakeMessage({ kind, incident: null, onCall: null }))).toThrow(
    `a message of kind "${kind}" needs`,
  );
});

describe('what happens next', () => {
  it('names people', () => {
    expect(joinNames(['Ann'], 'en')).toBe('Ann');
    expect(joinNames(['Ann', 'Ben', 'Cleo'], 'fr')).toBe('Ann, Ben et Cleo');
    expect(joinNames(['Ann', 'Ben', 'Cleo', 'Dee', 'Eve'], 'en')).toBe('Ann, Ben, Cleo and 2 more');
    expect(describeNext({ kind: 'page', names: ['Ben', 'Cleo'] }, 'en')).toBe('Ben and Cleo will be paged');
    expect(describeNext({ kind: 'repeat', names: ['Ann'] }, 'fr')).toBe('les étapes recommencent, d’abord Ann');
    expect(describeNext({ kind: 'exhausted', names: ['Cleo'] }, 'en')).toBe(
      'nobody is left to page, Cleo will be told',
    );
    expect(describeNext({ kind: 'exhausted', names: [] }, 'en')).toBe('nobody is left to page');
  });
});

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.string({ unit: 'grapheme', maxLength: 400 }),
  fc.constant('x'.repeat(100_000)),
);
const anyMessage: fc.Arbitrary<Message> = fc
  .record({
    kind: fc.constantFrom('page', 'update', 'test', 'onCall' as const),
    language: fc.constantFrom('en', 'fr' as const),
    title: anyText,
    other: anyText,
    severity: fc.constantFrom(...SEVERITIES),
    update: fc.constantFrom<UpdateKind>(
      'acknowledged',
      'unacknowledged',
      'resolved',
      'reopened',
      'snoozed',
      'severity',
      'confirm',
      'exhausted',
      'reassigned',
      'merged',
      'note',
      'opened',
      'escalated',
    ),
    hasActor: fc.boolean(),
    bundled: fc.integer({ min: 1, max: 100_000 }),
    at: fc.integer({ min: 0, max: 4e12 }),
  })
  .map(({ title, other, severity, update: kind, hasActor, at, ...rest }) =>
    fakeMessage({
      ...rest,
      at,
      incident: fakeIncident({ title, severity, description: other, source: other, labels: { [other]: other } }),
      update: { kind, actor: hasActor ? other : null, text: hasActor ? null : other },
      onCall: { rota: other, start: at, end: null, on: hasActor },
      next: { at, what: other },
    }),
  );

it('whatever it is about, an SMS fits and a subject is one line', () => {
  fc.assert(
    fc.property(anyMessage, (message) => {
      const { short, subject, text } = renderMessage(message);
      expect(isGsm7(short)).toBe(true);
      expect(gsm7Length(short)).toBeLessThanOrEqual(160);
      expect(short.trim()).not.toBe('');
      expect(subject).not.toMatch(/[\r\n\u0000]/);
      expect(subject.length).toBeLessThanOrEqual(500);
      expect(text.length).toBeLessThan(10_000);
    }),
  );
});

it('an update without words has no empty line', () => {
  expect(renderMessage(update('note', 'Cleo Roux', ' ')).content.lead).toEqual(['Note from Cleo Roux']);
});

it.each([true, false])('an SMS uses all the room there is, with its link: %s', (hasLink) => {
  const { short } = renderMessage(
    fakeMessage({
      incident: fakeIncident({
        title: 'x'.repeat(300),
        acknowledgeUrl: hasLink ? `${PAGE_URL}/acknowledge` : `https://vigie.example.com/${'x'.repeat(150)}`,
      }),
    }),
  );
  expect(gsm7Length(short)).toBe(160);
});

describe('what is foreign is cut', () => {
  const facts = (change: Parameters<typeof fakeIncident>[0], message = {}) =>
    new Map(
      renderMessage(fakeMessage({ incident: fakeIncident(change), ...message })).content.facts.map(
        ({ label, value }) => [label, value],
      ),
    );

  it('a description at 2000, a title at 200, a source, a policy and a label at 120', () => {
    expect(
      renderMessage(fakeMessage({ incident: fakeIncident({ description: 'x'.repeat(3000) }) })).content.description,
    ).toHaveLength(2000);
    expect(
      renderMessage(fakeMessage({ incident: fakeIncident({ title: 'x'.repeat(300) }) })).content.heading,
    ).toHaveLength(200);
    const cut = facts(
      { source: 'x'.repeat(200), labels: { a: 'x'.repeat(200) } },
      { policy: 'x'.repeat(200), step: null },
    );
    expect(['Source', 'Labels', 'Escalation'].map((label) => cut.get(label)?.length)).toEqual([120, 120, 120]);
  });

  it('labels after twelve', () => {
    const labels = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`l${i}`, 'x']));
    expect(facts({ labels: labels(12) }).get('Labels')).not.toContain('…');
    expect(facts({ labels: labels(13) }).get('Labels')).toMatch(/l11=x, …$/);
    expect(facts({ labels: {} }).has('Labels')).toBe(false);
  });

  it('what is told only where there is something to tell', () => {
    expect(facts({ alerts: { firing: 1, total: 2 } }).get('Alerts')).toBe('1 firing of 2');
    expect(facts({ alerts: { firing: 1, total: 1 } }).has('Alerts')).toBe(false);
    expect(facts({}, { policy: null }).has('Escalation')).toBe(false);
    expect(facts({}, { step: null }).get('Escalation')).toBe('SRE');
  });
});

it('the words of a subscription stand in the footer, and its links are nobody’s own', () => {
  const { content, short } = renderMessage({ ...update('reopened'), status: { subscription: 'Ops', others: [] } });
  expect(content.footer).toEqual([
    'You get this because of the subscription “Ops”. Nobody waits for an answer from you.',
    'Times are in Europe/Paris.',
  ]);
  expect(content.actions.map(({ kind }) => kind)).toEqual(['open']);
  expect(short).not.toContain('http');
});

it('updates of which only the number is known are counted with those that are told', () => {
  const told = (others: number, more?: number) => {
    const line = {
      number: 7,
      title: 'Disk full',
      severity: 'error' as const,
      update: { kind: 'note' as const, actor: 'Ann', text: 'x' },
    };
    const status = { subscription: 'Ops', others: Array(others).fill(line), ...(more === undefined ? {} : { more }) };
    const { subject, text, short } = renderMessage({ ...update('reopened'), status });
    return [subject, /… and (\d+) more/.exec(text ?? '')?.[1], short.split(':')[0]];
  };
  expect(told(1)).toEqual(['2 updates (Ops)', undefined, '2 updates']);
  expect(told(1, 5)).toEqual(['7 updates (Ops)', '5', '7 updates']);
  expect(told(60, 40)).toEqual(['101 updates (Ops)', '51', '101 updates']);
  expect(told(0, 3)).toEqual(['4 updates (Ops)', '3', '4 updates']);
});

it('a question without a personal link gives that of the page', () => {
  const { content, short } = renderMessage({
    ...update('confirm'),
    incident: fakeIncident({ acknowledgeUrl: null, resolveUrl: null, url: 'https://v.example/1' }),
  });
  expect(content.footer).toEqual(['Times are in Europe/Paris.']);
  expect(short).toContain('https://v.example/1');
});
