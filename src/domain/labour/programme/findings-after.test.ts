/** What a change of duty is judged by: what it adds. */
import { expect, it } from 'vitest';
import { findingsOf } from '#domain/labour/check';
import type { LabourFacts, NoticeRecord, PersonFacts } from '#domain/labour/facts/model';
import { FR_DEFAULT } from '#domain/labour/packs/fr-default';
import { findingsAfter } from '#domain/labour/programme/findings-after';
import { timeOf } from '#domain/labour/time-of';
import { TEST_ZONES } from '#domain/time/zones.fixture';
import { zoneTable } from '#domain/time/zone';

const at = (day: number) => Date.UTC(2026, 9, day, 9);
const now = at(7);
const range = { start: now, end: at(31) };
const duty = (start: number, end: number) => ({ rota: 'sre', start: at(start), end: at(end) });
const told = (start: number, end: number, handed: number): NoticeRecord => ({
  ...duty(start, end),
  handedAt: at(handed),
  seenAt: null,
  reason: null,
  voluntary: null,
  withdrawnAt: null,
});

function annWith(onCall: PersonFacts['onCall']): PersonFacts {
  return {
    user: 'ann',
    unit: 'ops',
    zone: zoneTable(TEST_ZONES, 'UTC'),
    holidays: new Set(),
    since: 0,
    tail: 0,
    profiles: [
      {
        user: 'ann',
        unit: 'ops',
        from: 0,
        until: null,
        contract: 'hours',
        onCall: 'yes',
        onCallUntil: null,
        weeklyHours: null,
        payrollId: null,
        schedule: [{ days: ['workday'], from: '09:00', to: '17:00' }],
      },
    ],
    away: [],
    onCall,
    onSite: [],
    interventions: [],
    rests: [],
  };
}

function judged(onCall: PersonFacts['onCall'], gained: PersonFacts['onCall'], notices: NoticeRecord[] = []) {
  const facts: LabourFacts = { notices, decisions: [], unpaid: null, documents: null, disconnect: false };
  const time = timeOf(annWith(onCall), [{ from: 0, pack: FR_DEFAULT, changes: {} }], range, now);
  const short = (findings: ReturnType<typeof findingsOf>) =>
    findings.filter(({ rule }) => rule === 'notice').map(({ start, end, data }) => [start, end, data.measured]);
  return { whole: short(findingsOf(time, facts)), parts: short(findingsAfter(time, facts, gained)) };
}

it('duty that goes on from a running stretch that nobody told is short by itself', () => {
  const { whole, parts } = judged([duty(5, 10)], [duty(8, 10)]);
  expect(whole, 'the stretch began in the past').toEqual([]);
  expect(parts).toEqual([[at(8), at(10), 1]]);
});

it('duty before or after what is held makes nothing else short, and does not end what was', () => {
  const held = [at(12), at(14), 5];
  expect(judged([duty(12, 14)], []).parts).toEqual([held]);
  expect(judged([duty(10, 16)], [duty(10, 12), duty(14, 16)]).parts).toEqual([
    held,
    [at(10), at(12), 3],
    [at(14), at(16), 7],
  ]);
});

it('what was told in time stays so, and what is gained far ahead can still be told', () => {
  expect(judged([duty(5, 10)], [duty(8, 10)], [told(5, 10, -20)]).parts).toEqual([]);
  expect(judged([duty(26, 30)], [duty(28, 30)]).parts).toEqual([]);
});
