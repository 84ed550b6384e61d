/** A statement as a whole, from a unit and a profile as HR writes them: Ann's October, and the payroll file. */
import { describe, expect, it } from 'vitest';
import { parse } from '#contract/base/schema';
import { ann, at, date, facts, night, october, profile, wire } from '#contract/labour/pay/october.fake';
import { statement as statementSchema } from '#contract/labour/pay/statement';
import { toWorkProfile } from '#contract/labour/work-profile';
import type { PersonFacts } from '#domain/labour/facts/model';
import { canonicalJson, hashOf } from '#domain/labour/statement/canonical';
import type { PayLine } from '#domain/labour/pay/lines';
import { payrollCsv } from '#domain/labour/statement/payroll';
import type { Statement, StatementFacts } from '#domain/labour/statement/statement';
import { statementOf } from '#domain/labour/statement/statement';

const of = (person: Partial<PersonFacts> = {}, more: Partial<StatementFacts> = {}): Statement =>
  statementOf({ ...ann, ...person }, october, { ...facts, ...more });

const line = (code: string, minutes: number, rest: Partial<PayLine> & Pick<PayLine, 'amount'>): PayLine => {
  return { code, of: '2026-10', minutes, ...rest };
};

describe("Ann's October", () => {
  it('is the JSON of the design, 371.54 € in all', () => {
    const { inputs, ...body } = of();
    expect(body).toEqual({
      unit: 'ops-fr',
      month: '2026-10',
      user: 'ann',
      name: 'Ann Martin',
      payrollId: '004211',
      rules: 'fr-default@1',
      provisional: true,
      hours: {
        onCall: 7973,
        weekday: 5093,
        saturday: 1440,
        sunday: 1440,
        holiday: 0,
        night: 3773,
        intervention: 7,
        travel: 0,
        lostToRest: 210,
      },
      duties: [{ start: '2026-10-05T09:00+02:00', end: '2026-10-12T09:00+02:00', rota: 'sre', level: 'primary' }],
      interventions: [
        {
          start: '2026-10-07T03:10+02:00',
          end: '2026-10-07T03:17+02:00',
          travel: 0,
          incident: 4211,
          confirmed: true,
        },
      ],
      lines: [
        line('AST-D', 1440, { rate: '4.40', amount: 10560 }),
        line('AST-S', 1440, { rate: '3.30', amount: 7920 }),
        line('AST-N', 5093, { rate: '2.20', amount: 18674 }),
        line('INT', 30, { percent: 0, amount: null }),
        line('RPO', 210, { paid: true, amount: null }),
      ],
      rests: [],
      notices: [],
      owed: 0,
      findings: [],
    });
    expect(body.lines.reduce((sum, { amount }) => sum + (amount ?? 0), 0)).toBe(37154);
    expect(inputs).toEqual({ rules: wire.rules, pay: [wire.pay[0]], profiles: [profile] });
  });

  it('is what the contract reads back, and its canonical text does not depend on the order of keys', () => {
    const body: unknown = JSON.parse(JSON.stringify(of()));
    expect(parse(statementSchema, body)).toMatchObject({ ok: true });
    const turned = Object.fromEntries(Object.entries(body as object).reverse());
    expect(canonicalJson(turned)).toBe(canonicalJson(of()));
    expect(hashOf(turned)).toBe(hashOf(of()));
    expect(hashOf(of({}, { provisional: false }))).not.toBe(hashOf(of()));
  });

  it('has rest that is owed, exceptional notices and findings', () => {
    const begun = { plannedAt: at('10-07T09:00'), state: 'applies' as const, startedAt: at('10-07T09:00') };
    const notice = { rota: 'sre', start: at('10-05T09:00'), end: at('10-12T09:00'), reason: 'Ben is ill' };
    const told = { handedAt: at('10-01T12:00'), seenAt: null, voluntary: null, withdrawnAt: null };
    const labour = { ...facts.labour, notices: [{ ...notice, ...told }] };
    const body = of({ rests: [begun] }, { labour });
    expect(body).toMatchObject({
      rests: [{ rule: 'restDaily', start: '2026-10-07T09:00+02:00', owed: 317, given: 0 }],
      owed: 317,
      notices: [{ start: '2026-10-05T09:00+02:00', told: '2026-10-01T12:00+02:00', reason: 'Ben is ill' }],
      findings: [
        { rule: 'notice', severity: 'check', measured: 4, limit: 15 },
        { rule: 'restDaily', severity: 'outside', measured: 343, limit: 660, article: 'L3131-1, L3121-10' },
      ],
    });
    expect(parse(statementSchema, body)).toMatchObject({ ok: true });
  });

  it('says which end is assumed, and leaves out what was ordinary work', () => {
    const assumed = { ...night, endedBy: 'incident' as const, actedAt: night.start, travelBefore: 1_800_000 };
    const atWork = { ...night, id: 'i2', start: at('10-08T10:00'), end: at('10-08T11:00') };
    const { interventions, hours } = of({ interventions: [assumed, atWork] });
    expect(interventions).toMatchObject([{ end: '2026-10-07T03:25+02:00', travel: 30, confirmed: false }]);
    expect(hours).toMatchObject({ intervention: 45, travel: 30 });
  });
});

it('seconds of an intervention move no minute of on-call time twice, and never lengthen a call by rounding', () => {
  const seconds = { ...night, start: at('10-07T02:10:30'), end: at('10-07T02:40:30') };
  const { lines, hours } = of({ interventions: [seconds] });
  expect(hours).toMatchObject({ onCall: 7950, intervention: 30 });
  expect(lines.find(({ code }) => code === 'INT')).toMatchObject({ minutes: 30 });
});

it('nothing is paid where no work profile of the unit holds', () => {
  const ended = { ...toWorkProfile(profile), until: date('2026-10-09') };
  expect(of({ profiles: [ended] }).hours).toMatchObject({
    saturday: 0,
    sunday: 0,
    weekday: 4 * 1440 + 900 - 5 * 420 - 7,
  });
  expect(of({ profiles: [{ ...ended, until: null, contract: 'exempt' }] }).lines).toEqual([]);
});

it('the last 12 closed months are compared, whatever order they come in, and later months never', () => {
  const months = Array.from({ length: 15 }, (_, i) => new Date(Date.UTC(2025, 8 + i, 1)).toISOString().slice(0, 7));
  const closed = months.map((month) => ({ month, lines: [{ code: 'X', of: month, minutes: 60, amount: 100 }] }));
  const corrections = of({}, { closed: closed.toReversed() }).lines.filter(({ code }) => code === 'X');
  const expected = months.slice(1, 13).map((month) => ({ code: 'X', of: month, minutes: -60, amount: -100 }));
  expect(corrections).toEqual(expected);
});

describe('the payroll file', () => {
  const half = { ...of(), user: 'ben', name: '@ben', payrollId: null, inputs: of().inputs };
  const corrected = line('AST-S', -1440, { of: '2026-09', rate: '3.30', amount: -7920 });
  const shared = { code: 'T', of: '2026-10', turns: '0.4286', rate: '150.00', amount: 6429 };
  const rested = line('AST-N', 60, { rest: 6, amount: null });
  const overtime = line('HS25', 15, { percent: 12.5, amount: null });
  const statements = [{ ...half, lines: [corrected, shared, rested, overtime] }, of()];

  it('is French where the unit is, with quantities, and runs no formula', () => {
    expect(payrollCsv(statements, { language: 'fr', currency: 'EUR' }).split('\r\n')).toEqual([
      '\uFEFFpayrollId;name;month;code;text;quantity;unit;rate;percent;amount;of',
      '004211;Ann Martin;2026-10;AST-D;dimanche;1440;min;4,40;;105,60;2026-10',
      '004211;Ann Martin;2026-10;AST-S;samedi;1440;min;3,30;;79,20;2026-10',
      "004211;Ann Martin;2026-10;AST-N;'=autres jours;5093;min;2,20;;186,74;2026-10",
      '004211;Ann Martin;2026-10;INT;intervention;30;min;;0;;2026-10',
      '004211;Ann Martin;2026-10;RPO;heures couvertes par le repos;210;min;;;;2026-10',
      ";'@ben;2026-10;AST-S;samedi;-1440;min;3,30;;-79,20;2026-09",
      ";'@ben;2026-10;T;;0,4286;tour;150,00;;64,29;2026-10",
      ";'@ben;2026-10;AST-N;'=autres jours;6;min de repos;;;;2026-10",
      ";'@ben;2026-10;HS25;intervention;15;min;;12,5;;2026-10",
      '',
    ]);
  });

  it('is English elsewhere', () => {
    const [, , , , , , , turn] = payrollCsv(statements, { language: 'en', currency: 'EUR' }).split('\r\n');
    expect(turn).toBe(",'@ben,2026-10,T,,0.4286,turn,150.00,,64.29,2026-10");
  });
});
