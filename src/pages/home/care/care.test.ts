import { describe, expect, it } from 'vitest';
import type { RotaFindingWire } from '../../../api/resources/rotas.ts';
import { channelCare, namedByPolicies, peopleCare, rotaCare, silentCare } from './care.ts';

const finding = (kind: RotaFindingWire['kind'], start: string, users: string[] = []): RotaFindingWire =>
  ({ kind, users, start, end: start.replace('T22', 'T23') }) as RotaFindingWire;

describe('what needs care', () => {
  it('is one line for what happens every night, with its soonest time', () => {
    const findings = [
      finding('gap', '2026-01-08T22:00'),
      finding('gap', '2026-01-07T22:00'),
      finding('unfair', '2026-01-01T22:00'),
      finding('unreachable', '2026-01-06T22:00', ['ann']),
    ];
    const past = finding('gap', '2026-01-05T22:00');
    const at = Date.parse('2026-01-06T08:00');
    expect(rotaCare([{ rota: 'sre', name: 'SRE', findings: [past, ...findings] }], at)).toEqual([
      {
        rota: 'sre',
        name: 'SRE',
        kind: 'unreachable',
        users: ['ann'],
        start: '2026-01-06T22:00',
        end: '2026-01-06T23:00',
        times: 1,
      },
      {
        rota: 'sre',
        name: 'SRE',
        kind: 'gap',
        users: [],
        start: '2026-01-07T22:00',
        end: '2026-01-07T23:00',
        times: 2,
      },
    ]);
  });

  it('is a rota that was taken over and ends soon, and stays one after its end', () => {
    const end = { ...finding('frozenEnd', '2026-01-20T22:00'), end: '2026-01-20T22:00' };
    const shown = { rota: 'sre', name: 'SRE', kind: 'frozenEnd', users: [], start: '2026-01-20T22:00', times: 1 };
    const rotas = (findings: RotaFindingWire[]) => [{ rota: 'sre', name: 'SRE', findings }];
    expect(rotaCare(rotas([end]), Date.parse('2026-01-06T08:00'))).toEqual([{ ...shown, end: end.start }]);
    // After it, the sidecar's finding reaches to the end of the week that is asked for.
    const over = { ...end, end: '2026-01-28T00:00' };
    expect(rotaCare(rotas([over]), Date.parse('2026-01-21T08:00'))).toEqual([{ ...shown, end: over.end }]);
  });

  it('is who cannot be reached and is named by a policy', () => {
    const named = namedByPolicies([
      {
        steps: [{ notify: [{ user: 'ann' }, { rota: 'sre' }] }, { notify: [{ roundRobin: ['ben', 'cleo'] }] }] as never,
      },
    ]);
    expect([...named]).toEqual(['ann', 'ben', 'cleo']);
    const people = [
      { login: 'ann', reach: 'nothing' as const },
      { login: 'ben', reach: 'well' as const },
      { login: 'cleo', reach: null },
      { login: 'dee', reach: 'nothing' as const },
    ];
    expect(peopleCare(people, named)).toEqual([{ login: 'ann', reach: 'nothing' }]);
  });

  it('is what does not answer, and what stays silent', () => {
    const down = { service: 'sms', kind: 'smpp', up: false, problem: 'refused' };
    expect(channelCare([down, { ...down, service: 'email', up: true }])).toEqual([down]);
    const silent = { integration: 'backup', state: 'silent' as const, lastAt: null };
    expect(silentCare([silent, { ...silent, state: 'waiting' }, { ...silent, state: 'alive' }])).toEqual([silent]);
  });
});
