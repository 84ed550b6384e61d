import { describe, expect, test } from 'vitest';
import { onCallUntil } from '#domain/rota/on-call';
import { at, every, layer, noFacts, on, override, rota } from '#domain/rota/rota.fixture';

const week = layer('week', 'ann, ben', { rotation: every(1, 'week', '2026-01-05T09:00') });
const office = layer('office', 'ann+cleo, ben+cleo', {
  rotation: every(1, 'week', '2026-01-05T09:00'),
  restrictions: [on('mon tue wed thu fri', '09:00', '18:00')],
});

describe('until when those on call are on call', () => {
  test.each([
    ['the turn ends', rota('UTC', [week]), '2026-01-07T12:00', '2026-01-12T09:00'],
    ['hours end in a gap', rota('UTC', [office]), '2026-01-07T12:00', '2026-01-07T18:00'],
    ['nobody is on call: when somebody will be', rota('UTC', [office]), '2026-01-07T20:00', '2026-01-08T09:00'],
    [
      'somebody joins, but nobody leaves',
      rota('UTC', [week], {
        overrides: [override('2026-01-07T14:00', '2026-01-07T16:00', { kind: 'add', users: ['cleo'] })],
      }),
      '2026-01-07T12:00',
      '2026-01-12T09:00',
    ],
    [
      'one of several leaves',
      rota('UTC', [week], {
        overrides: [override('2026-01-07T11:00', '2026-01-07T16:00', { kind: 'add', users: ['cleo'] })],
      }),
      '2026-01-07T12:00',
      '2026-01-07T16:00',
    ],
  ])('%s', (_, of, now, until) => {
    expect(onCallUntil(of, noFacts, at(now))).toBe(at(until));
  });

  test('one person for ever: there is no end within 90 days', () => {
    const alone = rota('UTC', [layer('all', 'ann')]);
    expect(onCallUntil(alone, noFacts, at('2026-01-07T12:00'))).toBeNull();
  });
});
