import { describe, expect, it } from 'vitest';
import { rota as schema, toRota } from '#contract/rotas/rota';
import { gapsOf } from '#domain/rota/duties';
import type { RotaFacts } from '#domain/rota/model';
import { onCallAt } from '#domain/rota/on-call';
import { resolve } from '#domain/rota/resolve';
import { DAY, HOUR } from '#domain/time/duration';
import type { ZoneTable } from '#domain/time/zone';
import { bodyOf } from '../edit/draft.ts';
import type { TemplateAnswers, RotaTemplate } from './templates.ts';
import { TEMPLATES, backupBeside, fromTemplate, hasEnoughPeople } from './templates.ts';

const at = (text: string) => Date.parse(text);
/** 2026: Paris changes on 29 March and 25 October, New York on 8 March and 1 November, Singapore never. */
const ZONES: Record<string, ZoneTable> = {
  UTC: { changes: [], offsets: [0] },
  'Europe/Paris': {
    changes: [at('2026-03-29T01:00:00Z'), at('2026-10-25T01:00:00Z')],
    offsets: [HOUR, 2 * HOUR, HOUR],
  },
  'America/New_York': {
    changes: [at('2026-03-08T07:00:00Z'), at('2026-11-01T06:00:00Z')],
    offsets: [-5 * HOUR, -4 * HOUR, -5 * HOUR],
  },
  'Asia/Singapore': { changes: [], offsets: [8 * HOUR] },
};
const FACTS: RotaFacts = { zones: ZONES, holidays: { FR: ['2026-01-14', '2026-07-14'] }, absences: [], swaps: [] };
/** A Wednesday. */
const NOW = at('2026-01-07T09:30:00Z');
const WORLD = { now: NOW, zone: (name: string) => ZONES[name] as ZoneTable };
const ANSWERS: TemplateAnswers = {
  name: 'New',
  team: 'sre',
  timeZone: 'Europe/Paris',
  holidays: 'FR',
  people: ['ann', 'ben', 'cleo'],
  regions: [
    { timeZone: 'Europe/Paris', people: ['ann'] },
    { timeZone: 'America/New_York', people: ['ben'] },
    { timeZone: 'Asia/Singapore', people: ['cleo', 'dee'] },
  ],
};

function made(template: RotaTemplate, answers = ANSWERS) {
  return toRota(schema.parse({ id: 'new', ...bodyOf(fromTemplate(template, answers, WORLD, {})) }));
}
const onCall = (template: RotaTemplate, time: string) =>
  onCallAt(made(template), FACTS, at(time)).map(({ user }) => user);

describe('templates', () => {
  it.each(TEMPLATES)('%s is a rota that the contract accepts, also before anybody was chosen', (template) => {
    expect(made(template).timeZone).toBe('Europe/Paris');
    expect(made(template, { ...ANSWERS, people: [], regions: [] }).layers.length).toBe(
      template === 'sun' ? 0 : template === 'weekend' || template === 'days' ? 2 : 1,
    );
  });

  it('weekly begins with the first person, this week', () => {
    expect([
      onCall('weekly', '2026-01-07T09:30:00Z'),
      onCall('weekly', '2026-01-12T08:00:00Z'),
      onCall('weekly', '2026-01-19T08:00:00Z'),
    ]).toEqual([['ann'], ['ben'], ['cleo']]);
  });

  it('the backup of a week is whoever takes over next, and never the person who has the week', () => {
    const beside = made('backup', backupBeside(ANSWERS, 'New (backup)'));
    const weeks = [0, 1, 2, 3].map((n) => at('2026-01-07T09:30:00Z') + n * 7 * DAY);
    const who = (rota: ReturnType<typeof made>) =>
      weeks.flatMap((time) => onCallAt(rota, FACTS, time).map(({ user }) => user));
    expect(who(made('backup'))).toEqual(['ann', 'ben', 'cleo', 'ann']);
    expect(who(beside)).toEqual(['ben', 'cleo', 'ann', 'ben']);
    expect(beside.name).toBe('New (backup)');
    expect([hasEnoughPeople('backup', { ...ANSWERS, people: ['ann'] }), hasEnoughPeople('backup', ANSWERS)]).toEqual([
      false,
      true,
    ]);
  });

  it('weekdays and weekend: another person from Friday evening to Monday morning, and nobody is missing', () => {
    expect([
      onCall('weekend', '2026-01-09T16:59:00Z'),
      onCall('weekend', '2026-01-09T17:00:00Z'),
      onCall('weekend', '2026-01-12T07:59:00Z'),
      onCall('weekend', '2026-01-12T08:00:00Z'),
    ]).toEqual([['ann'], ['cleo'], ['cleo'], ['ben']]);
    expect(gapsOf(resolve(made('weekend'), FACTS, NOW, NOW + 365 * DAY))).toEqual([]);
  });

  it.each(['2026-01-05T07:00:00Z', '2026-01-07T09:30:00Z', '2026-01-09T18:00:00Z', '2026-01-11T12:00:00Z'])(
    'of two people, also made at %s, each has the other’s weekend',
    (now) => {
      const draft = fromTemplate('weekend', { ...ANSWERS, people: ['ann', 'ben'] }, { ...WORLD, now: at(now) }, {});
      const rota = toRota(schema.parse({ id: 'new', ...bodyOf(draft) }));
      const days = ['2026-01-08T12:00:00Z', '2026-01-10T12:00:00Z', '2026-01-15T12:00:00Z', '2026-01-17T12:00:00Z'];
      expect(days.flatMap((day) => onCallAt(rota, FACTS, at(day)).map(({ user }) => user))).toEqual([
        'ann',
        'ben',
        'ben',
        'ann',
      ]);
      expect(onCallAt(rota, FACTS, at(now))).toHaveLength(1);
    },
  );

  it('follow the sun covers every minute of a year, and each region has its morning', () => {
    expect(gapsOf(resolve(made('sun'), FACTS, NOW, NOW + 365 * DAY))).toEqual([]);
    expect([
      onCall('sun', '2026-01-08T09:00:00Z'),
      onCall('sun', '2026-01-08T15:00:00Z'),
      onCall('sun', '2026-01-08T03:00:00Z'),
    ]).toEqual([['ann'], ['ben'], ['cleo']]);
  });

  it('follow the sun with one region is that region around the clock', () => {
    const answers = { ...ANSWERS, regions: ANSWERS.regions.slice(0, 1) };
    expect(gapsOf(resolve(made('sun', answers), FACTS, NOW, NOW + 30 * DAY))).toEqual([]);
  });

  it('days and nights: two people a week, and nobody has both', () => {
    const four = { ...ANSWERS, people: ['ann', 'ben', 'cleo', 'dee'] };
    const who = (time: string) => onCallAt(made('days', four), FACTS, at(time)).map(({ user }) => user);
    expect([who('2026-01-08T07:00:00Z'), who('2026-01-08T18:59:00Z'), who('2026-01-08T19:00:00Z')]).toEqual([
      ['ann'],
      ['ann'],
      ['cleo'],
    ]);
    expect([who('2026-01-14T12:00:00Z'), who('2026-01-14T23:00:00Z')]).toEqual([['ben'], ['dee']]);
    expect(gapsOf(resolve(made('days', four), FACTS, NOW, NOW + 365 * DAY))).toEqual([]);
  });

  it('nights and public holidays only: nobody on a workday, somebody on a holiday', () => {
    expect([
      onCall('nights', '2026-01-13T12:00:00Z'),
      onCall('nights', '2026-01-14T12:00:00Z'),
      onCall('nights', '2026-01-13T22:00:00Z'),
    ]).toEqual([[], ['ben'], ['ben']]);
  });
});
