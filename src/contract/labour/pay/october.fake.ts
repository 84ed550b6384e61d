/** Ann's October of 2026 in a French unit, as HR writes it: the worked example of a statement. */
import { toPayRules } from '#contract/labour/pay/pay-rules';
import { toUnit, unit } from '#contract/labour/unit';
import { toWorkProfile, workProfile } from '#contract/labour/work-profile';
import type { InterventionRecord, PersonFacts } from '#domain/labour/facts/model';
import type { StatementFacts } from '#domain/labour/statement/statement';
import { parseDate, parseLocal } from '#domain/time/local';
import { firstInstant, zoneTable } from '#domain/time/zone';
import { TEST_ZONES } from '#domain/time/zones.fixture';

const paris = zoneTable(TEST_ZONES, 'Europe/Paris');
export const at = (text: string) => firstInstant(paris, parseLocal(`2026-${text}`) ?? Number.NaN);
export const date = (text: string) => parseDate(text) ?? Number.NaN;
const allDay = (day: string) => [{ days: [day], from: '00:00', to: '00:00' }];

export const wire = unit.parse({
  id: 'ops-fr',
  name: 'Ops',
  since: '2026-01-05',
  timeZone: 'Europe/Paris',
  hr: ['hana'],
  language: 'fr',
  duties: [{ rota: 'sre', kind: 'onCall' }],
  rules: [{ from: '2026-01-05', pack: 'fr-default@1', agreement: 'Accord du 15-12-2025' }],
  pay: [
    {
      from: '2026-01-05',
      hours: [
        { code: 'AST-F', text: 'jour férié', when: allDay('holiday'), rate: 4.4 },
        { code: 'AST-D', text: 'dimanche', when: allDay('sun'), rate: 4.4 },
        { code: 'AST-S', text: 'samedi', when: allDay('sat'), rate: 3.3 },
        { code: 'AST-N', text: '=autres jours', rate: 2.2 },
      ],
      interventions: { code: 'INT', text: 'intervention', minimum: '30m', roundUpTo: '15m', group: '30m' },
      overtime: [{ above: '35h', percent: 25, code: 'HS25' }],
      lostToRest: { code: 'RPO', text: 'heures couvertes par le repos', paid: true },
    },
    { from: '2027-01-01', hours: [] },
  ],
});
export const profile = workProfile.parse({
  user: 'ann',
  unit: 'ops-fr',
  from: '2026-01-05',
  contract: 'hours',
  weeklyHours: '35h',
  payrollId: '004211',
  schedule: [
    { days: ['workday'], from: '09:00', to: '12:30' },
    { days: ['workday'], from: '14:30', to: '18:00' },
  ],
});
export const night: InterventionRecord = {
  id: 'i1',
  start: at('10-07T03:10'),
  end: at('10-07T03:17'),
  endedBy: 'person',
  actedAt: null,
  confirmedAt: null,
  travelBefore: 0,
  travelAfter: 0,
};

export const ann: PersonFacts = {
  user: 'ann',
  unit: 'ops-fr',
  zone: paris,
  holidays: new Set(),
  since: date('2026-01-05'),
  profiles: [toWorkProfile(profile)],
  away: [],
  onSite: [],
  interventions: [night],
  rests: [],
  tail: 900_000,
  onCall: [{ rota: 'sre', start: at('10-05T09:00'), end: at('10-12T09:00') }],
};
export const facts: StatementFacts = {
  now: at('11-01T06:00'),
  name: 'Ann Martin',
  currency: 'EUR',
  turns: [],
  closed: [],
  provisional: true,
  duties: toUnit(wire).duties,
  rules: toUnit(wire).rules,
  night: wire.night,
  pay: wire.pay.map(toPayRules),
  incidents: new Map([['i1', 4211]]),
  labour: { notices: null, decisions: [], documents: null, disconnect: true },
  inputs: { rules: wire.rules, pay: wire.pay, profiles: [profile] },
};
export const october = date('2026-10-31');
