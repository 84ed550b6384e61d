import { expect, test } from 'vitest';
import { alert } from '#domain/incident/incident.fake';
import type { Arrival, Assign } from '../incident/arrival.ts';
import { withOwnGroups } from './own-groups.ts';

const group = { title: 'Watchdog and 2 more', titleReason: { reason: 'several' as const, data: { title: 'Watchdog', more: 2 } }, description: null, labels: {} };
const arrival = (title: string): Arrival => ({ integration: {}, alert: alert({ title, fingerprint: title, labels: { alertname: title }, group }), pageTest: false }) as unknown as Arrival;
const dropping = (...titles: string[]) => ((one: Arrival) => ({ drop: titles.includes(one.alert.title ?? '') })) as unknown as Assign;
const titles = (arrivals: readonly Arrival[]) => arrivals.map((one) => [one.alert.title, one.alert.group?.title ?? null]);

test('who stays alone speaks for itself; several are counted without the others', () => {
  const [watchdog, disk, cpu] = [arrival('Watchdog'), arrival('DiskFull'), arrival('CpuBusy')];
  expect(titles(withOwnGroups([watchdog, disk], [disk], dropping(), 0))).toEqual([['DiskFull', null]]);
  expect(titles(withOwnGroups([watchdog, disk, cpu], [disk, cpu], dropping(), 0))).toEqual([['DiskFull', 'DiskFull and 1 more'], ['CpuBusy', 'DiskFull and 1 more']]);
});

test('what a route drops is not counted; it is handed on as it came', () => {
  const [watchdog, disk] = [arrival('Watchdog'), arrival('DiskFull')];
  expect(titles(withOwnGroups([watchdog, disk], [watchdog, disk], dropping('Watchdog'), 0))).toEqual([['Watchdog', 'Watchdog and 2 more'], ['DiskFull', null]]);
});

test('where all stay, nothing changes', () => {
  const all = [arrival('A'), arrival('B')];
  expect(withOwnGroups(all, all, dropping(), 0)).toEqual(all);
});
