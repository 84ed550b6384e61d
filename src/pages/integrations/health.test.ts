import { describe, expect, test } from 'vitest';
import { healthOf } from './health.ts';

const NOW = Date.parse('2026-01-07T09:30:00Z');
const came = (at: string) => ({ receivedAt: at });
const refused = (at: string, replayedAt: string | null = null) => ({ at, replayedAt });

describe('an integration', () => {
  const facts = { isHeartbeat: false, openIncidents: 0, last: came('2026-01-07T09:00:00.000Z'), rejected: [] };

  test.each([
    ['to which nothing came is unused', { ...facts, last: null }, { kind: 'unused' }],
    ['whose alerts come is well', facts, { kind: 'well' }],
    ['whose refusals the reader may not see is judged by its alerts', { ...facts, rejected: null }, { kind: 'well' }],
    ['that refused what came last is refusing', { ...facts, rejected: [refused('2026-01-07T09:10:00.000Z'), refused('2026-01-07T08:00:00.000Z')] }, { kind: 'refusing', count: 2 }],
    ['that has only ever refused is refusing', { ...facts, last: null, rejected: [refused('2026-01-07T09:10:00.000Z')] }, { kind: 'refusing', count: 1 }],
    ['that took alerts since a refusal says so', { ...facts, rejected: [refused('2026-01-07T08:00:00.000Z')] }, { kind: 'some-refused', count: 1 }],
    ['forgets refusals after a day', { ...facts, rejected: [refused('2026-01-06T09:00:00.000Z')] }, { kind: 'well' }],
    ['forgets what was replayed', { ...facts, rejected: [refused('2026-01-07T09:10:00.000Z', '2026-01-07T09:20:00.000Z')] }, { kind: 'well' }],
  ])('%s', (_name, given, health) => expect(healthOf(given, NOW)).toEqual(health));
});

test.each([[0, 'well'], [1, 'silent']])('a heartbeat with %i open incidents is %s', (openIncidents, kind) => {
  expect(healthOf({ isHeartbeat: true, openIncidents, last: null, rejected: [] }, NOW)).toEqual({ kind });
});
