import { expect, it } from 'vitest';
import { teamChapter } from '#domain/insight/chapters/team';
import type { IncidentFact } from '#domain/insight/facts';
import { INSIGHT_SETTINGS } from '#domain/figures/settings';
import { monthBefore } from '#domain/time/month';
import { renderMessage } from '#domain/notify/render/render-message';
import { fakeMessage } from '#domain/notify/render/message.fake';
import { teamMonth, toldMonth } from '#domain/insight/team-month';
import { MINUTE } from '#domain/time/duration';
import type { Span } from '#domain/time/span';

const OCTOBER = { start: Date.UTC(2026, 9, 1), end: Date.UTC(2026, 10, 1) };
const NOW = Date.UTC(2026, 10, 2, 6);

function fact(index: number, user: string | null, minutes: number): IncidentFact {
  const openedAt = OCTOBER.start + index * 60 * MINUTE;
  const attempt = {
    page: `p${index}`,
    delivery: `d${index}`,
    channel: 'email',
    madeAt: openedAt,
    at: openedAt,
    ok: true,
    failedAt: null,
  };
  return {
    id: `i${index}`,
    alert: { integration: 'scripts', name: 'Disk' },
    part: { team: 'sre', policy: 'sre' },
    openedAt,
    leftOut: null,
    tries: [{ ...attempt, user: user ?? 'ann' }],
    answers: user === null ? [] : [{ at: openedAt + minutes * MINUTE, user }],
    deeds: [],
    steps: [],
    stops: [],
    resolvedAt: openedAt + 10 * MINUTE,
    resolvedBy: user === null ? 'source' : 'person',
    snoozed: 0,
  };
}

function figuresOf(month: Span, incidents: IncidentFact[]) {
  const members = new Map([['sre', new Set(['ann', 'ben', 'cleo'])]]);
  const nothing = {
    calls: [],
    duties: [],
    work: [],
    people: [],
    coverage: [],
    ratings: [],
    earlier: [],
    openings: [],
    isFiltered: false,
    holidays: new Map(),
    members,
  };
  const question = { keptSince: 0, readable: new Set<string>() };
  return {
    month,
    figures: teamChapter({ period: month, now: NOW, incidents, ...nothing }, question, INSIGHT_SETTINGS).figures,
  };
}
const of = (incidents: IncidentFact[]) =>
  teamMonth(figuresOf(OCTOBER, incidents), figuresOf(monthBefore(OCTOBER), []), 0);

it('a month is told once it is settled, and not before', () => {
  expect(toldMonth(NOW)).toEqual(OCTOBER);
  expect(toldMonth(NOW - 1)).toEqual(monthBefore(OCTOBER));
  expect(monthBefore(OCTOBER)).toEqual({ start: Date.UTC(2026, 8, 1), end: OCTOBER.start });
});

it('has five figures of a group of three', () => {
  expect(of([fact(1, 'ann', 2), fact(2, 'ben', 4), fact(3, 'cleo', 6), fact(4, null, 0)])).toEqual({
    start: OCTOBER.start,
    incidents: 4,
    before: 0,
    missed: { incidents: 1, paged: 4 },
    selfHealed: 1,
    answered: 75,
    median: 240,
  });
});

it('says nothing of how two people answer, however many incidents there are', () => {
  const facts = Array.from({ length: 20 }, (_, index) => fact(index, index % 2 === 0 ? 'ann' : 'ben', 3));
  expect(of(facts)).toMatchObject({ incidents: 20, answered: null, median: null });
});

it('does not compare with a month that is no longer whole', () => {
  const [told, before] = [figuresOf(OCTOBER, []), figuresOf(monthBefore(OCTOBER), [])];
  expect(teamMonth(told, before, before.month.start).before).toBe(0);
  expect(teamMonth(told, before, OCTOBER.start - 1).before).toBeNull();
});

it.each(['en', 'fr'] as const)(
  'says first what nobody answered, in four sentences and five figures, and names nobody: %s',
  (language) => {
    const teamMonthNews = {
      team: 'SRE',
      start: OCTOBER.start,
      incidents: 42,
      before: 30,
      missed: { incidents: 3, paged: 40 },
      selfHealed: 13,
      answered: 95.4,
      median: 200,
    };
    const onCall = { rota: '', start: null, end: null, on: false, teamMonth: teamMonthNews };
    const { content, subject } = renderMessage(fakeMessage({ kind: 'onCall', incident: null, onCall, language }));
    expect([content.lead.length, content.facts.length]).toEqual([4, 5]);
    expect([subject, ...content.lead, ...content.facts.map(({ value }) => value)]).toEqual(
      language === 'en'
        ? [
            'SRE: October 2026 on call',
            'Nobody answered 3 of the 40 incidents that paged, or only after every step.',
            'There were 42 incidents, after 30 in the month before.',
            '13 of them ended before anybody answered: is it worth waking somebody for these?',
            'People answered 95 % of those that paged, half of them within 3 min.',
            ...['3', '42', '13', '95 %', '3 min'],
          ]
        : [
            'SRE : l’astreinte en octobre 2026',
            'Personne n’a répondu à 3 des 40 incidents qui ont alerté quelqu’un, ou seulement après toutes les étapes.',
            'Il y a eu 42 incidents, après 30 le mois précédent.',
            '13 d’entre eux se sont terminés avant toute réponse : faut-il réveiller quelqu’un pour cela ?',
            'Une personne a répondu à 95\u00a0% de ceux qui ont alerté quelqu’un, la moitié du temps en moins de 3\u00a0min.',
            ...['3', '42', '13', '95\u00a0%', '3\u00a0min'],
          ],
    );
  },
);
