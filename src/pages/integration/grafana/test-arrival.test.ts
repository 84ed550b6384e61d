import { expect, test } from 'vitest';
import type { ReceivedAlert } from '../../../api/resources/integrations.ts';
import { arrivedTest } from './test-arrival.ts';

const received = (id: string, title: string): ReceivedAlert => ({
  id,
  receivedAt: '2026-01-07T09:30:00.000Z',
  groupKey: 'k',
  status: 'firing',
  severity: 'critical',
  title,
  incident: null,
  decision: '',
  raw: null,
});
const [test1, test2] = [received('t1', 'Notification test'), received('t2', 'Notification test')];
const other = received('o1', 'Sent by the tester of the page');

test('Grafana’s test has arrived, even if something else came after it', () => {
  expect(arrivedTest([test2, test1], 't1')).toBe(test2);
  expect(arrivedTest([other, test2, test1], 't1')).toBe(test2);
  expect(arrivedTest([test1], null)).toBe(test1);
});

test('an alert that did not come from Grafana’s test, and an earlier test, prove nothing', () => {
  expect(arrivedTest([other, test1], 't1')).toBeNull();
  expect(arrivedTest([test1], 't1')).toBeNull();
  expect(arrivedTest([], null)).toBeNull();
});
