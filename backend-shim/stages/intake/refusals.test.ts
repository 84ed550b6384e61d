import { expect, it } from 'vitest';
import { StoreUnavailable } from '../../store/store.ts';
import { createRefusals } from './refusals.ts';

it('alerts that were refused are counted once, by reason, and what the store refuses is told', () => {
  const counted: Array<[string | undefined, number | undefined]> = [];
  const told: StoreUnavailable[] = [];
  const refusals = createRefusals({
    metrics: { alertsRefused: { inc: (labels, by) => counted.push([labels?.['reason'], by]) } },
    unwritable: (error) => told.push(error),
  });
  const full = new StoreUnavailable('full', { trouble: { reason: 'disk-full', data: { where: '/data' } } });
  refusals.note(full, 3);
  refusals.note(full, 1);
  refusals.note(new TypeError('a bug'), 2);
  refusals.overloaded();
  expect(counted).toEqual([
    ['disk-full', 3],
    ['internal', 2],
    ['overloaded', undefined],
  ]);
  expect(told).toEqual([full]);
});
