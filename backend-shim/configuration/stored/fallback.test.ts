import { expect, test } from 'vitest';
import { EMPTY_CONFIG } from '#contract/config';
import type { Config } from '#contract/config';
import { toDirectory } from '#contract/facts';
import { escalationPolicy } from '#contract/paging/policy';
import { timeWindow } from '#contract/time/time-window';
import { withoutMissingWindows } from './fallback.ts';

const DAY = { id: 'day', timeZone: 'UTC', windows: [{ days: ['daily'], from: '08:00', to: '18:00' }] };

/** A policy beside the windows that can be read. */
function configOf(steps: object[], windows: object[]): Config {
  return {
    ...EMPTY_CONFIG,
    timeWindows: windows.map((one) => timeWindow.parse(one)),
    escalationPolicies: [escalationPolicy.parse({ id: 'p', steps })],
  };
}

const stepsOf = (config: Config) =>
  toDirectory(config, { UTC: { changes: [], offsets: [0] } }).policies.get('p')?.steps ?? [];

test('a step waits for a window that is there', () => {
  const { config, unreadable } = withoutMissingWindows(configOf([{ notify: [{ user: 'ann' }], until: 'day' }], [DAY]));
  expect(unreadable).toEqual([]);
  expect(stepsOf(config)[0]?.until).toEqual({
    id: 'day',
    window: { timeZone: 'UTC', holidays: null, windows: DAY.windows },
  });
});

test('a step that waits for a window that is gone keeps its people, and knows that there is nothing to wait for', () => {
  const steps = [{ notify: [{ user: 'ann' }], until: 'day' }];
  const { config, unreadable } = withoutMissingWindows(configOf(steps, []));
  expect(unreadable).toEqual([
    {
      kind: 'escalationPolicies',
      id: 'p',
      field: 'steps[0].until',
      reason: 'reference',
      message: 'names time window "day", which cannot be read',
    },
  ]);
  expect(stepsOf(config)).toMatchObject([
    { notify: [{ kind: 'user', user: 'ann' }], until: { id: 'day', window: null } },
  ]);
});

test('a step whose condition names a window that is gone reaches nobody and waits for nothing', () => {
  const steps = [{ notify: [{ user: 'ann' }], when: 'day', until: 'day', wait: '5m' }];
  const { config } = withoutMissingWindows(configOf(steps, []));
  expect(stepsOf(config)).toEqual([{ notify: [], urgency: null, wait: 0, when: null, requireAcks: 1, onlyNew: false }]);
});
