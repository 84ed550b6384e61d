/** What the set-up writes is what the contract accepts, and no more than was answered. */
import { describe, expect, it } from 'vitest';
import { payEntry } from '#contract/labour/pay/pay';
import { unit } from '#contract/labour/unit';
import type { UnitWire } from '#contract/labour/unit';
import { workProfile } from '#contract/labour/work-profile';
import { overlapOf } from '#domain/labour/facts/profile';
import { parseDate } from '#domain/time/local';
import { weeklyMs } from './hours-sum.ts';
import type { SetUpDraft } from './set-up-draft.ts';
import { CONTRACT_CHOICES, EMPTY_SET_UP, firstOfNextMonth, isPayReady, payEntryOf, priceOf } from './set-up-draft.ts';
import { profilesOf, unitWith } from './set-up-draft.ts';

const pay = { ...EMPTY_SET_UP.pay, hour: '2,20', saturday: '3.30', sunday: '4.40', holiday: '4.40' };
const draft: SetUpDraft = {
  ...EMPTY_SET_UP,
  team: 'sre',
  rotas: ['sre'],
  own: { ben: '39h', cleo: 'days', dee: 'none' },
  pay,
};

const made = unit.parse({
  id: 'ops',
  name: 'Ops',
  since: '2026-11-01',
  timeZone: 'Europe/Paris',
  hr: ['hana'],
  language: 'fr',
  rules: [{ from: '2026-11-01', pack: 'fr-default@1' }],
});

describe('prices', () => {
  it('take a comma or a point, and at most four decimals', () => {
    expect(['2,20', '2.2055', '2.20551', '', 'x', '-1', ' 4 '].map(priceOf)).toEqual([
      2.2,
      2.2055,
      null,
      null,
      null,
      null,
      4,
    ]);
  });

  it('need the hour or the turn, and nothing that is no price', () => {
    expect(isPayReady(pay)).toBe(true);
    expect(isPayReady({ ...pay, hour: '' })).toBe(false);
    expect(isPayReady({ ...pay, sunday: 'double' })).toBe(false);
    expect(isPayReady({ ...pay, by: 'turn' })).toBe(false);
    expect(isPayReady({ ...pay, by: 'turn', turn: '150', sunday: 'double' })).toBe(true);
  });
});

describe('what is written', () => {
  it('is a unit, with a rule for each price that was given', () => {
    const written: UnitWire = unit.parse(unitWith(made, draft));
    expect(written.teams).toEqual(['sre']);
    expect(written.duties).toMatchObject([{ rota: 'sre', kind: 'onCall', level: 'primary' }]);
    expect(written.pay[0]?.hours.map(({ code, text, rate }) => [code, text, rate])).toEqual([
      ['AST-F', 'jour férié', 4.4],
      ['AST-D', 'dimanche', 4.4],
      ['AST-S', 'samedi', 3.3],
      ['AST-N', 'autres jours', 2.2],
    ]);
  });

  it('is one rule where one rate holds on all days, and a flat alone for a turn', () => {
    const one = payEntryOf({ ...EMPTY_SET_UP.pay, hour: '3' }, 'en', '2026-11-01');
    expect(one.hours).toEqual([{ code: 'AST-N', text: 'other days', when: null, rate: 3 }]);
    const flat = payEntry.parse(payEntryOf({ ...pay, by: 'turn', turn: '150' }, 'fr', '2026-11-01'));
    expect([flat.hours, flat.turns.map(({ amount }) => amount)]).toEqual([[], [150]]);
  });

  it('is a profile for each person but those without', () => {
    const profiles = profilesOf(draft, ['ann', 'ben', 'cleo', 'dee'], 'ops', '2026-11-01').map((one) =>
      workProfile.parse(one),
    );
    expect(profiles.map(({ user, contract, weeklyHours }) => [user, contract, weeklyHours])).toEqual([
      ['ann', 'hours', '35h'],
      ['ben', 'hours', '39h'],
      ['cleo', 'days', null],
    ]);
  });
});

describe('the hours that are proposed', () => {
  it('are those of the contract', () => {
    expect(CONTRACT_CHOICES.map((choice) => weeklyMs(EMPTY_SET_UP.hours[choice]) / 3_600_000)).toEqual([35, 39, 37.5]);
    expect(CONTRACT_CHOICES.map((choice) => overlapOf(EMPTY_SET_UP.hours[choice]))).toEqual([null, null, null]);
  });
});

it('the unit begins on the first of the next month', () => {
  expect(['2026-01-07', '2026-12-31', '2026-11-01'].map((date) => firstOfNextMonth(parseDate(date) ?? 0))).toEqual([
    '2026-02-01',
    '2027-01-01',
    '2026-12-01',
  ]);
});
