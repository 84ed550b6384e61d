import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { RATINGS } from '#domain/incident/rating';
import type { PageAction } from '../act.ts';
import { preferredLanguage, renderLinkProblem, renderResponderPage } from './page.ts';
import { PAGE_HEADERS } from './style.ts';
import { fakeView, fakeWireIncident } from './view.fake.ts';
import { actionsFor } from './view.ts';
import type { RatingView } from './view.ts';

const FRENCH = { login: 'ann', name: 'Ann Martin', language: 'fr', timeZone: 'Europe/Paris' } as const;

/** The visible text, without markup. */
function words(html: string): string {
  return html
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ');
}

function targets(html: string): string[] {
  return [...html.matchAll(/<form method="post" action="([^"]+)"/g)].map((match) => match[1] ?? '');
}

describe('the page', () => {
  it('says what happened, since when, who was called and what happens next', () => {
    const text = words(renderResponderPage(fakeView()));
    for (const part of [
      'Critical',
      'Open',
      '#1042',
      'Disk full on db-1',
      'Since 14:05 · Zabbix',
      'Nobody has answered yet.',
      'If nobody answers, at 14:15: Cleo Roux will be paged.',
      'Ann Martin (you) reached at 14:05',
      'Ben Petit could not be reached (14:06)',
      'host=db-1',
      '/var is at 98 %',
      'Opened by Zabbix',
    ]) {
      expect(text).toContain(part);
    }
  });

  it("says it in French, in the person's zone", () => {
    const html = renderResponderPage(fakeView({ person: { ...FRENCH, timeZone: 'Indian/Reunion' } }));
    expect(html).toContain('<html lang="fr">');
    for (const part of [
      'Critique',
      'Depuis 17:05',
      'Personne n’a encore répondu',
      'Prendre en charge',
      'Fuseau horaire : Indian/Reunion',
    ]) {
      expect(words(html)).toContain(part);
    }
  });

  it('tells the day where it is another one', () => {
    expect(words(renderResponderPage(fakeView({ now: Date.UTC(2026, 0, 9, 8, 0) })))).toContain(
      'Since Wed 7 Jan 14:05',
    );
  });

  it.each<[string, Parameters<typeof fakeWireIncident>[0], string]>([
    ['exhausted', { exhausted: true }, 'Nobody has answered, and nobody is left to page.'],
    [
      'mine',
      { state: 'acknowledged', acknowledgedBy: 'ann', acknowledgedAt: '2026-01-07T13:07:00Z' },
      'You have been on it since 14:07.',
    ],
    [
      "another one's",
      { state: 'acknowledged', acknowledgedBy: 'ben', acknowledgedAt: '2026-01-07T13:07:00Z' },
      'Ben Petit has been on it since 14:07.',
    ],
    [
      "a stranger's",
      { state: 'acknowledged', acknowledgedBy: 'zabbix-admin', acknowledgedAt: '2026-01-07T13:07:00Z' },
      'zabbix-admin has been on it since 14:07.',
    ],
    [
      'snoozed',
      { state: 'snoozed', snoozedUntil: '2026-01-07T15:00:00Z' },
      'Snoozed until 16:00; then paging starts again.',
    ],
    [
      'resolved',
      { state: 'resolved', resolvedBy: 'ben', resolvedAt: '2026-01-07T13:08:00Z' },
      'Resolved by Ben Petit at 14:08.',
    ],
    [
      'over by itself',
      { state: 'resolved', resolvedBy: null, resolvedAt: '2026-01-07T13:08:00Z' },
      'Resolved at 14:08.',
    ],
  ])('says that it is %s', (_what, change, sentence) => {
    expect(words(renderResponderPage(fakeView({ incident: fakeWireIncident(change) })))).toContain(sentence);
  });

  it('says nothing about next steps once somebody is on it', () => {
    const view = fakeView({
      incident: fakeWireIncident({
        state: 'acknowledged',
        acknowledgedBy: 'ben',
        acknowledgedAt: '2026-01-07T13:07:00Z',
      }),
    });
    expect(words(renderResponderPage(view))).not.toContain('If nobody answers');
  });
});

describe('what is broken and what to do', () => {
  const order = (html: string, ...parts: string[]) => parts.map((part) => html.indexOf(part));

  it('comes first, the runbook before other links, then the buttons', () => {
    const incident = fakeWireIncident({
      links: [
        { title: 'Graph', url: 'https://zabbix.example.com/graph' },
        { title: 'Runbook', url: 'https://wiki.example.com/disk' },
      ],
    });
    const html = renderResponderPage(fakeView({ incident }));
    const places = order(
      html,
      '<h1>',
      '/var is at 98 %',
      'wiki.example.com',
      '/graph',
      '/r/TOKEN/acknowledge',
      'Who was',
    );
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  it('scrolls where it is long, for keyboards, too', () => {
    const shown = (description: string) =>
      renderResponderPage(fakeView({ incident: fakeWireIncident({ description }) }));
    expect(shown('x'.repeat(301))).toContain('<div class="what long" tabindex="0">');
    expect(shown('a\nb\nc\nd\ne\nf\ng')).toContain('<div class="what long" tabindex="0">');
    expect(shown('x'.repeat(300))).toContain('<div class="what">');
    expect(shown('')).not.toContain('class="what');
  });

  it('leads to Grafana last, and only where there is one', () => {
    const html = renderResponderPage(fakeView());
    expect(html.indexOf('Open in Grafana')).toBeGreaterThan(html.indexOf('What happened so far'));
    expect(renderResponderPage(fakeView({ grafana: null }))).not.toContain('Grafana');
    expect(words(renderResponderPage(fakeView({ person: FRENCH })))).toContain('Ouvrir dans Grafana');
  });
});

describe('after somebody has answered', () => {
  const taken = fakeWireIncident({
    state: 'acknowledged',
    acknowledgedBy: 'ann',
    acknowledgedAt: '2026-01-07T13:10:00Z',
  });
  const stopped = {
    start: '2026-01-07T14:05',
    end: '2026-01-07T14:20',
    latest: '2026-01-07T15:00',
    travelBefore: 0,
    travelAfter: 20,
  };
  const actions: PageAction[] = [...actionsFor('acknowledged', false, true), 'right-away'];

  it('the own working time is one fold, beside the acts', () => {
    const html = renderResponderPage(fakeView({ incident: taken, actions, stopped }));
    const [fold = ''] = /<details class="work">.*?<\/details><\/details>/s.exec(html) ?? [];
    expect(words(fold)).toContain('My work');
    expect(targets(fold)).toEqual(['/r/TOKEN/done', '/r/TOKEN/right-away', '/r/TOKEN/at-time']);
    expect(targets(html.replace(fold, '')).slice(0, 4)).toEqual(
      ['resolve', 'escalate', 'unacknowledge', 'snooze'].map((action) => `/r/TOKEN/${action}`),
    );
  });

  it('the fold is open for those who came to say it, who just did, and once it is over', () => {
    const isOpen = (change: Parameters<typeof fakeView>[0]) =>
      renderResponderPage(fakeView({ incident: taken, actions, stopped, ...change })).includes(
        '<details class="work" open>',
      );
    expect(isOpen({})).toBe(false);
    expect(isOpen({ first: 'done' })).toBe(true);
    expect(isOpen({ first: 'resolve' })).toBe(false);
    expect(isOpen({ flash: { kind: 'done', action: 'done' } })).toBe(true);
    expect(isOpen({ flash: { kind: 'done', action: 'acknowledge' } })).toBe(false);
    expect(isOpen({ incident: { ...taken, state: 'resolved' } })).toBe(true);
  });

  it('a plain note can be left, in French, too', () => {
    const html = renderResponderPage(fakeView({ incident: taken }));
    expect(targets(html)).toContain('/r/TOKEN/note');
    expect(html).toContain('<details class="note"><summary>Add a note</summary>');
    expect(words(renderResponderPage(fakeView({ incident: taken, person: FRENCH })))).toContain('Ajouter une note');
    const refused = fakeView({
      incident: taken,
      flash: { kind: 'refused', reason: 'the note is empty, or too long.' },
    });
    expect(renderResponderPage(refused)).toContain('<details class="note" open>');
    expect(targets(renderResponderPage(fakeView()))).not.toContain('/r/TOKEN/note');
    expect(targets(renderResponderPage(fakeView({ incident: taken, mayNote: false })))).not.toContain('/r/TOKEN/note');
  });
});

describe('the buttons', () => {
  it.each<[Parameters<typeof actionsFor>[0], boolean, PageAction[]]>([
    ['open', false, ['acknowledge', 'resolve', 'escalate', 'snooze']],
    ['acknowledged', false, ['resolve', 'on-it', 'escalate', 'unacknowledge', 'snooze']],
    ['acknowledged', true, ['acknowledge', 'resolve', 'on-it', 'escalate', 'unacknowledge', 'snooze']],
    ['snoozed', false, ['acknowledge', 'resolve', 'on-it', 'escalate']],
    ['resolved', false, ['unresolve']],
  ])('of an incident that is %s (asked whether still on it: %s)', (state, confirm, actions) => {
    expect(actionsFor(state, confirm)).toEqual(actions);
    const html = renderResponderPage(fakeView({ actions }));
    expect(new Set(targets(html))).toEqual(new Set(actions.map((action) => `/r/TOKEN/${action}`)));
  });

  it('folds what pages people again, and says so', () => {
    const html = renderResponderPage(fakeView({ actions: ['unresolve'], first: 'unresolve' }));
    expect(html).toContain('<details><summary>It is not over?</summary><p>Paging starts again at step 1.</p>');
    expect(html).not.toContain('<button class="main"');
  });

  it('leads with what the person came for', () => {
    const html = renderResponderPage(fakeView({ first: 'resolve' }));
    expect(targets(html)[0]).toBe('/r/TOKEN/resolve');
    expect(html.match(/<button class="main">([^<]+)/)?.[1]).toBe('Resolve');
    expect(targets(html)).toHaveLength(4);
  });

  it('does not lead with what is not allowed', () => {
    expect(targets(renderResponderPage(fakeView({ first: 'unresolve' })))[0]).toBe('/r/TOKEN/acknowledge');
  });

  it('are not there where nothing is allowed', () => {
    const html = renderResponderPage(fakeView({ actions: [] }));
    expect(targets(html)).toEqual([]);
    expect(html).not.toContain('<button');
  });

  it('offer four lengths of snooze', () => {
    const html = renderResponderPage(fakeView());
    expect([...html.matchAll(/<option value="(\w+)"/g)].map((match) => match[1])).toEqual(['30m', '1h', '4h', '8h']);
  });

  it('never act by GET', () => {
    const html = renderResponderPage(fakeView());
    expect([...html.matchAll(/<a href="(\/r\/[^"]*)"/g)].map((match) => match[1])).toEqual(['/r/TOKEN']);
    expect(html).not.toMatch(/<form(?! method="post")/);
  });

  it('ask the acknowledger whether they are still on it', () => {
    const incident = fakeWireIncident({
      state: 'acknowledged',
      acknowledgedBy: 'ann',
      acknowledgedAt: '2026-01-07T13:07:00Z',
    });
    expect(words(renderResponderPage(fakeView({ incident, actions: actionsFor('acknowledged', true) })))).toContain(
      'Are you still on it?',
    );
    expect(
      words(renderResponderPage(fakeView({ incident, actions: actionsFor('acknowledged', false) }))),
    ).not.toContain('Are you still on it?');
  });
});

describe('the time that a person works on it', () => {
  const helping = {
    incident: fakeWireIncident({
      state: 'acknowledged',
      acknowledgedBy: 'ben',
      acknowledgedAt: '2026-01-07T13:07:00Z',
    }),
    workingSince: Date.UTC(2026, 0, 7, 13, 8),
  } as const;

  it.each(['open', 'acknowledged', 'snoozed'] as const)('ends with a button while it is %s', (state) => {
    expect(actionsFor(state, false, true)).toContain('done');
    expect(actionsFor(state, false, true)).not.toContain('on-it');
  });

  it('is not asked about before anybody answered, nor after the end', () => {
    expect([
      ...actionsFor('open', false),
      ...actionsFor('resolved', false),
      ...actionsFor('resolved', false, true),
    ]).not.toContain('on-it');
  });

  it('is said, in English and in French, and once', () => {
    expect(words(renderResponderPage(fakeView(helping)))).toContain(
      'Ben Petit has been on it since 14:07. You have been working on it since 14:08.',
    );
    expect(words(renderResponderPage(fakeView({ ...helping, person: FRENCH })))).toContain(
      'Vous y travaillez depuis 14:08.',
    );
    const mine = fakeWireIncident({
      state: 'acknowledged',
      acknowledgedBy: 'ann',
      acknowledgedAt: '2026-01-07T13:07:00Z',
    });
    expect(words(renderResponderPage(fakeView({ ...helping, incident: mine })))).not.toContain('working on it');
  });

  it('has its words', () => {
    const html = renderResponderPage(
      fakeView({
        ...helping,
        person: FRENCH,
        actions: actionsFor('acknowledged', false, true),
        flash: { kind: 'done', action: 'on-it' },
      }),
    );
    expect(words(html)).toContain('Fin d’intervention');
    expect(words(html)).toContain('Votre intervention compte à partir de maintenant.');
  });
});

describe('the question whether it was worth waking somebody', () => {
  const asked = (change: Partial<RatingView>) =>
    renderResponderPage(fakeView({ rating: { own: null, note: null, open: false, ...change } }));

  it('is not there where it is not asked', () => {
    expect(renderResponderPage(fakeView())).not.toContain('worth waking');
    expect(renderResponderPage(fakeView({ rating: null }))).not.toContain('worth waking');
  });

  it('is folded, after the buttons, and five answers post', () => {
    const html = asked({});
    expect(html).toContain('<details class="rating"><summary>Was it worth waking somebody? (optional)');
    expect(html.indexOf('/r/TOKEN/rate')).toBeGreaterThan(html.indexOf('/r/TOKEN/acknowledge'));
    expect([...html.matchAll(/<button name="rating" value="([^"]+)"/g)].map((match) => match[1])).toEqual([...RATINGS]);
    expect(html).not.toContain('/r/TOKEN/unrate');
  });

  it('shows what was said, and takes it back', () => {
    const html = asked({ own: 'not-ours', note: '</textarea><script>', open: true });
    expect(html).toContain('<details class="rating" open>');
    expect(html).toContain('value="not-ours" aria-pressed="true"');
    expect(words(html)).toContain('You said: Not ours');
    expect(html).toContain('&lt;/textarea&gt;&lt;script&gt;');
    expect(targets(html)).toContain('/r/TOKEN/unrate');
  });

  it('has its words in French', () => {
    const html = renderResponderPage(fakeView({ person: FRENCH, rating: { own: 'false', note: null, open: true } }));
    expect(words(html)).toContain('Fallait-il réveiller quelqu’un');
    expect(words(html)).toContain('Votre réponse : Fausse alerte');
  });
});

describe('the form for the time when somebody stopped', () => {
  const stopped = {
    start: '2026-01-07T14:05',
    end: '2026-01-07T14:20',
    latest: '2026-01-07T15:00',
    travelBefore: 0,
    travelAfter: 20,
  };

  it('asks for the time and travel', () => {
    const html = renderResponderPage(fakeView({ stopped }));
    expect(targets(html)).toContain('/r/TOKEN/at-time');
    expect(html).toContain('name="at" min="2026-01-07T14:05" max="2026-01-07T15:00" value="2026-01-07T14:20" required');
    expect(html.match(/<option value="\d+" selected>[^<]+/g)?.slice(-2)).toEqual([
      '<option value="0" selected>none',
      '<option value="20" selected>20 min',
    ]);
    expect(words(html)).toContain('I stopped at another time, or travelled');
    expect(words(renderResponderPage(fakeView({ stopped, person: FRENCH })))).toContain('Trajet retour');
  });

  it('is not there where nothing is asked', () => {
    expect(renderResponderPage(fakeView())).not.toContain('at-time');
  });
});

describe('after a button', () => {
  const acknowledged = fakeWireIncident({
    state: 'acknowledged',
    acknowledgedBy: 'ann',
    acknowledgedAt: '2026-01-07T13:10:00Z',
  });

  it('says what was done', () => {
    const html = renderResponderPage(
      fakeView({ incident: acknowledged, flash: { kind: 'done', action: 'acknowledge' } }),
    );
    expect(html).toContain('<p class="flash" role="status">You have it. Paging has stopped.</p>');
  });

  it('says that others must acknowledge too', () => {
    expect(words(renderResponderPage(fakeView({ flash: { kind: 'done', action: 'acknowledge' } })))).toContain(
      'Others must acknowledge as well',
    );
  });

  it('says why it was not done', () => {
    expect(
      renderResponderPage(fakeView({ person: FRENCH, flash: { kind: 'refused', reason: '<déjà> résolu' } })),
    ).toContain('role="alert">Action impossible\u00a0: &lt;déjà&gt; résolu</p>');
  });
});

describe('what a source sends', () => {
  const EVIL = "\"><script>alert(1)</script><img src=x onerror='a()'>";

  it('is text everywhere', () => {
    const incident = fakeWireIncident({
      title: EVIL,
      description: EVIL,
      labels: { [EVIL]: EVIL },
      links: [
        { title: EVIL, url: 'https://example.com/"><script>' },
        { title: 'js', url: 'javascript:alert(1)' },
      ],
      acknowledgedBy: EVIL,
      state: 'acknowledged',
      acknowledgedAt: '2026-01-07T13:07:00Z',
    });
    const html = renderResponderPage(
      fakeView({
        incident,
        source: EVIL,
        base: '/r/"><script>',
        pages: [{ name: EVIL, state: 'failed', at: 0 }],
        next: { at: 0, what: EVIL },
        timeline: [{ at: 0, text: EVIL, language: 'en' }],
        person: { ...FRENCH, name: EVIL },
      }),
    );
    expect(html).not.toMatch(/<script|<img|javascript:/);
  });

  it('stays small, however much it is', () => {
    const huge = 'Ä💥 '.repeat(100_000);
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`label${i}`, huge]));
    const incident = fakeWireIncident({
      title: huge,
      description: huge,
      labels: many,
      links: Array.from({ length: 500 }, () => ({ title: huge, url: 'https://example.com' })),
    });
    const pages = Array.from({ length: 300 }, (_, i) => ({ name: `Person ${i}`, state: 'failed', at: 0 }) as const);
    expect(renderResponderPage(fakeView({ incident, pages })).length).toBeLessThan(40_000);
  });

  it('may be nothing', () => {
    const html = renderResponderPage(
      fakeView({
        incident: fakeWireIncident({ title: '', description: '', labels: {}, links: [] }),
        source: null,
        pages: [],
        timeline: [],
        next: null,
      }),
    );
    expect(html).toContain('<h1>#1042</h1>');
    expect(html).not.toContain('<details>');
    expect(words(html)).toContain('opened by hand');
  });
});

describe('a page under a strict policy', () => {
  it('names its only style by its hash and takes nothing from elsewhere', () => {
    const html = renderResponderPage(fakeView());
    const style = /<style>(.*)<\/style>/s.exec(html)?.[1] ?? '';
    expect(PAGE_HEADERS['content-security-policy']).toContain(
      `'sha256-${createHash('sha256').update(style).digest('base64')}'`,
    );
    expect(PAGE_HEADERS['referrer-policy']).toBe('no-referrer');
    expect(html).not.toMatch(/style="|<link|<script|\ssrc=|url\(/);
  });
});

describe('a link that does not work', () => {
  it.each(['unknown', 'expired', 'forbidden'] as const)('tells what to do: %s', (problem) => {
    expect(words(renderLinkProblem(problem, 'en'))).toContain('You can see your incidents in Grafana');
    expect(renderLinkProblem(problem, 'fr')).toContain('<html lang="fr">');
  });

  it.each([
    ['fr-FR,fr;q=0.9,en;q=0.8', 'fr'],
    ['de,fr;q=0.8,en;q=0.5', 'fr'],
    ['en-GB', 'en'],
    ['ja', 'en'],
    [undefined, 'en'],
  ] as const)('speaks the language of the browser: %s', (header, language) => {
    expect(preferredLanguage(header)).toBe(language);
  });
});
