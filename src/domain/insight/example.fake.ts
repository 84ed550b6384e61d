/** The month of `docs/insights.md`, from which its examples are computed by hand. */
import type { CallFact, DutyFact, IncidentFact, TryFact } from '#domain/insight/facts';
import { quietIncident } from '#domain/insight/history.fake';
import type { WrittenHistory } from '#domain/insight/history.fake';
import { DAY, HOUR, MINUTE } from '#domain/time/duration';

/** A time in Paris in November 2026, which is UTC+1. */
function paris(day: number, clock = '00:00:00'): number {
  return Date.parse(`2026-11-${String(day).padStart(2, '0')}T${clock}+01:00`);
}

/** @param made the seconds that the delivery took, 5 if not said */
function tried(user: string, channel: string, at: number, given: Partial<TryFact> = {}): TryFact {
  const page = `${user} ${at - (at % DAY)}`;
  return {
    page,
    delivery: `${user} ${channel} ${at}`,
    user,
    channel,
    madeAt: at - 5000,
    at,
    ok: true,
    failedAt: null,
    ...given,
  };
}

const latency = { integration: 'grafana', name: 'Latency' };

const a = quietIncident({
  id: 'a',
  openedAt: paris(2, '03:00:00'),
  tries: [tried('ann', 'sms', paris(2, '03:00:05'))],
  steps: [{ at: paris(2, '03:00:00'), step: 1, users: ['ann'] }],
  answers: [{ at: paris(2, '03:02:05'), user: 'ann' }],
  deeds: [
    { at: paris(2, '03:02:05'), user: 'ann' },
    { at: paris(2, '03:30:00'), user: 'ann' },
  ],
  stops: [paris(2, '03:02:05'), paris(2, '03:30:00')],
  resolvedAt: paris(2, '03:30:00'),
  resolvedBy: 'person',
});

const b = quietIncident({
  id: 'b',
  openedAt: paris(3, '03:00:00'),
  tries: [
    tried('ann', 'sms', paris(3, '03:00:05'), { ok: false, failedAt: paris(3, '03:00:05') }),
    tried('ann', 'voice', paris(3, '03:01:05')),
    tried('ben', 'sms', paris(3, '03:05:05')),
  ],
  steps: [
    { at: paris(3, '03:00:00'), step: 1, users: ['ann'] },
    { at: paris(3, '03:05:00'), step: 2, users: ['ben'] },
  ],
  answers: [{ at: paris(3, '03:06:05'), user: 'ben' }],
  deeds: [{ at: paris(3, '03:06:05'), user: 'ben' }],
  stops: [paris(3, '03:06:05'), paris(3, '04:06:05')],
  resolvedAt: paris(3, '04:06:05'),
  resolvedBy: 'source',
});

const c = quietIncident({
  id: 'c',
  alert: latency,
  openedAt: paris(10, '14:00:00'),
  tries: [tried('cleo', 'sms', paris(10, '14:00:15'), { madeAt: paris(10, '14:00:00') })],
  steps: [{ at: paris(10, '14:00:00'), step: 1, users: ['cleo'] }],
  stops: [paris(10, '14:00:45')],
  resolvedAt: paris(10, '14:00:45'),
  resolvedBy: 'source',
});

const d = quietIncident({
  id: 'd',
  openedAt: paris(14, '12:00:00'),
  tries: [tried('cleo', 'sms', paris(14, '12:00:10'), { madeAt: paris(14, '12:00:00') })],
  steps: [{ at: paris(14, '12:00:00'), step: 1, users: ['cleo', 'ben'] }],
  answers: [{ at: paris(14, '12:00:40'), user: 'cleo' }],
  deeds: [{ at: paris(14, '12:00:40'), user: 'cleo' }],
  stops: [paris(14, '12:00:40'), paris(14, '13:00:40')],
  resolvedAt: paris(14, '13:00:40'),
  resolvedBy: 'source',
  snoozed: 400_000,
});

const aTest = quietIncident({ id: 't', openedAt: paris(4, '10:00:00'), leftOut: 'test' });

function call(incident: IncidentFact, user: string, channel: string, at: number): CallFact {
  const { id, alert, part } = incident;
  return { user, kind: 'page', at, channel, urgent: true, incident: id, test: false, alert, part, isAsked: true };
}

function duty(user: string, start: number, end: number): DutyFact {
  return { user, rota: 'sre', start, end };
}

const person = { zone: 'Europe/Paris', absences: [] };

export const EXAMPLE: WrittenHistory = {
  period: { start: Date.parse('2026-11-01T00:00Z'), end: Date.parse('2026-12-01T00:00Z') },
  now: Date.parse('2026-12-05T00:00Z'),
  keptSince: 0,
  sleep: { from: 22 * HOUR, to: 8 * HOUR },
  isFiltered: false,
  incidents: [a, b, aTest, c, d],
  earlier: [],
  openings: [],
  otherDuties: [],
  holidays: { sre: [Date.parse('2026-11-11T00:00Z') / DAY] },
  members: { sre: ['ann', 'ben', 'cleo'] },
  calls: [
    call(a, 'ann', 'sms', paris(2, '03:00:05')),
    call(b, 'ann', 'voice', paris(3, '03:01:05')),
    call(b, 'ben', 'sms', paris(3, '03:05:05')),
    call(c, 'cleo', 'sms', paris(10, '14:00:15')),
    call(d, 'cleo', 'sms', paris(14, '12:00:10')),
  ],
  duties: [
    duty('ann', paris(2), paris(4)),
    duty('ben', paris(3), paris(4)),
    duty('cleo', paris(10, '08:00:00'), paris(10, '18:00:00')),
    duty('cleo', paris(11), paris(11, '02:00:00')),
    duty('cleo', paris(14), paris(15)),
  ],
  work: [
    {
      user: 'ann',
      incident: 'a',
      start: paris(2, '03:02:00'),
      end: paris(2, '03:22:00'),
      travel: 10 * MINUTE,
      leftOut: null,
    },
  ],
  people: [
    { login: 'ann', ...person },
    { login: 'ben', ...person, absences: [{ start: paris(15), end: paris(30) }] },
    { login: 'cleo', ...person },
  ],
  coverage: [
    {
      rota: 'sre',
      expected: [{ start: paris(2), end: paris(2) + 100 * HOUR }],
      covered: [{ start: paris(2), end: paris(2) + 98 * HOUR }],
    },
  ],
  ratings: [
    { incident: 'a', user: 'ann', rating: 'useful' },
    { incident: 'd', user: 'cleo', rating: 'nothing-to-do' },
  ],
  readable: ['ann', 'ben', 'cleo'],
};
