/** Tests of messages about rest. */
import { describe, expect, it } from 'vitest';
import type { DutyMessage } from '#domain/notify/message/message';
import { gsm7Length, isGsm7 } from '#domain/notify/render/gsm7';
import { fakeMessage } from '#domain/notify/render/message.fake';
import { renderMessage } from '#domain/notify/render/render-message';
import { HOUR, MINUTE } from '#domain/time/duration';

/** Paris is two hours ahead. */
const at = (hours: number, minutes = 0) => Date.UTC(2026, 9, 7, hours - 2, minutes);
const release = {
  earliest: at(11, 40),
  rest: 11 * HOUR,
  start: at(0, 10),
  end: at(0, 40),
  manager: { name: 'Cleo', at: at(9) },
};
const asked = { number: 4211, at: at(2, 10), url: 'https://vigie.example.com/r/TOKEN' };

const render = (part: Partial<DutyMessage>, language: 'en' | 'fr' = 'en') =>
  renderMessage(
    fakeMessage({
      kind: 'onCall',
      incident: null,
      at: at(7, 30),
      language,
      timeZone: 'Europe/Paris',
      onCall: { rota: '', start: null, end: null, on: false, ...part },
    }),
  );

describe('a start that moved', () => {
  it.each([
    [
      'en' as const,
      'You may not start before 11:40',
      ['You may not start before 11:40: 11 h of rest after 00:40.', 'Cleo will know at 09:00.'],
      'Work 00:10-00:40. No start before 11:40 (rest 11 h). Cleo will know at 09:00.',
    ],
    [
      'fr' as const,
      'Pas de reprise avant 11:40',
      ['Pas de reprise avant 11:40 : 11 h de repos après 00:40.', 'Cleo en aura connaissance à 09:00.'],
      'Travail 00:10-00:40. Pas de reprise avant 11:40 (repos 11 h). Cleo en aura connaissance à 09:00.',
    ],
  ])('says when, why, and who knows (%s)', (language, subject, lead, short) => {
    const rendered = render({ release }, language);
    expect([rendered.subject, rendered.content.lead, rendered.content.actions]).toEqual([subject, lead, []]);
    expect(rendered.short.replace(/\s+/g, ' ')).toBe(short);
    expect(isGsm7(rendered.short)).toBe(true);
    expect(gsm7Length(rendered.short)).toBeLessThanOrEqual(160);
  });

  it.each([
    ['en' as const, at(9), 'You may start as planned, at 09:00: the later start at 11:40 no longer applies.'],
    ['en' as const, null, 'You may start now: the later start at 11:40 no longer applies.'],
    [
      'fr' as const,
      at(9),
      'Vous pouvez reprendre comme prévu, à 09:00 : la reprise décalée à 11:40 ne s’applique plus.',
    ],
    ['fr' as const, null, 'Vous pouvez reprendre dès maintenant : la reprise décalée à 11:40 ne s’applique plus.'],
  ])('moves back (%s)', (language, start, lead) => {
    const { content, short } = render({ asPlanned: { start, instead: at(11, 40) } }, language);
    expect(content.lead).toEqual([lead]);
    expect(isGsm7(short)).toBe(true);
  });

  it.each([
    ['en' as const, 'One person starts later', 'One person starts as planned', 'Ben may start as planned, at 09:00.'],
    [
      'fr' as const,
      'Une personne reprend plus tard',
      'Une personne reprend comme prévu',
      'Ben peut reprendre comme prévu, à 09:00.',
    ],
  ])('moves back for managers (%s)', (language, mixed, back, line) => {
    const ben = { name: 'Ben', earliest: at(11, 40), planned: at(9) };
    expect(render({ releases: [ben] }, language).content).toMatchObject({ heading: back, lead: [line] });
    const both = render({ releases: [{ name: 'Ann', earliest: at(11) }, ben] }, language).content;
    expect([both.heading, both.lead.at(-1), both.lead]).toEqual([mixed, line, expect.objectContaining({ length: 2 })]);
  });

  it('says minutes of rest, and less where less is known', () => {
    const { content, short } = render({
      release: { ...release, rest: 9 * HOUR + 30 * MINUTE, start: null, manager: null },
    });
    expect(content.lead).toEqual(['You may not start before 11:40: 9 h 30 min of rest after 00:40.']);
    expect(short).toBe('Work until 00:40. No start before 11:40 (rest 9 h 30 min).');
  });

  it('asks when the work ended, with a link', () => {
    const { content } = render({ release, whenStopped: [asked, { ...asked, number: 4212, at: at(4) }] });
    expect(content.lead.slice(2)).toEqual([
      'You answered #4211 at 02:10. When did you stop?',
      'You answered #4212 at 04:00. When did you stop?',
    ]);
    expect(content.actions).toEqual([{ kind: 'open', label: 'When did you stop?', url: asked.url }]);
    expect(content.footer).toContain('Until you answer, Vigie assumes an end shortly after your last command.');
  });
});

it.each([
  ['en' as const, 'When did you stop?', 'You answered #4211 at 02:10. When did you stop?'],
  ['fr' as const, 'Quand avez-vous terminé ?', 'Vous avez répondu au n° 4211 à 02:10. Quand avez-vous terminé ?'],
])('the question alone (%s)', (language, subject, line) => {
  const rendered = render({ whenStopped: [asked] }, language);
  expect([rendered.subject, rendered.content.lead]).toEqual([subject, [line]]);
  expect(isGsm7(rendered.short)).toBe(true);
  expect(rendered.short).toContain(asked.url);
});

it.each([
  ['en' as const, 'One person starts later', 'Ann starts at 11:40 at the earliest.', '2 people start later'],
  [
    'fr' as const,
    'Une personne reprend plus tard',
    'Ann reprend au plus tôt à 11:40.',
    '2 personnes reprennent plus tard',
  ],
])('managers read names and times, and no reason (%s)', (language, subject, line, subjectOfTwo) => {
  const ann = { name: 'Ann', earliest: at(11, 40) };
  const one = render({ releases: [ann] }, language);
  expect([one.subject, one.content.lead]).toEqual([subject, [line]]);
  const two = render({ releases: [ann, { name: 'Ben\nPetit', earliest: at(12) }] }, language);
  expect([two.subject, two.content.lead.length]).toEqual([subjectOfTwo, 2]);
  expect(two.content.lead[1]).toContain('Ben Petit');
});
