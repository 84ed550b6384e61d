import { expect, test } from 'vitest';
import { alert } from '#domain/incident/incident.fake';
import type { AlertArrival, AssignRoute } from '../stages/incident/arrival.ts';
import { withGroups } from './groups.ts';

const arrival = (title: string, groupKey = 'all'): AlertArrival =>
  ({
    integration: { routes: [{ drop: true, heartbeat: null }] },
    alert: alert({ title, groupKey, fingerprint: title, labels: { alertname: title } }),
    pageTest: false,
  }) as unknown as AlertArrival;
const dropping = (...titles: string[]) =>
  ((one: AlertArrival) => ({ drop: titles.includes(one.alert.title ?? '') })) as unknown as AssignRoute;
const titles = (arrivals: readonly AlertArrival[]) =>
  arrivals.map((one) => [one.alert.title, one.alert.group?.title ?? null]);

test('several of one group are counted together, one alone speaks for itself', () => {
  expect(titles(withGroups([arrival('DiskFull'), arrival('CpuBusy'), arrival('Other', 'own')], dropping(), 0))).toEqual(
    [
      ['DiskFull', 'DiskFull and 1 more'],
      ['CpuBusy', 'DiskFull and 1 more'],
      ['Other', null],
    ],
  );
});

test('what a route drops is not counted; it is handed on as it came', () => {
  const [watchdog, disk, cpu] = [arrival('Watchdog'), arrival('DiskFull'), arrival('CpuBusy')];
  expect(titles(withGroups([watchdog, disk], dropping('Watchdog'), 0))).toEqual([
    ['Watchdog', null],
    ['DiskFull', null],
  ]);
  expect(titles(withGroups([watchdog, disk, cpu], dropping('Watchdog'), 0))).toEqual([
    ['Watchdog', null],
    ['DiskFull', 'DiskFull and 1 more'],
    ['CpuBusy', 'DiskFull and 1 more'],
  ]);
});

test('routes are followed only where one of them may drop', () => {
  const never: AssignRoute = () => {
    throw new Error('asked');
  };
  const plain = (title: string): AlertArrival =>
    ({ ...arrival(title), integration: { routes: [] } }) as unknown as AlertArrival;
  expect(titles(withGroups([plain('DiskFull'), plain('CpuBusy')], never, 0))).toEqual([
    ['DiskFull', 'DiskFull and 1 more'],
    ['CpuBusy', 'DiskFull and 1 more'],
  ]);
});
