import { expect, test } from 'vitest';
import { labelCounter, MOST_NAMES, MOST_VALUES } from '#domain/routing/received-labels';

test('names and values are counted, the most frequent first', () => {
  const counter = labelCounter();
  counter.add({ labels: { team: 'db', env: 'prod' }, severity: 'critical' });
  counter.add({ labels: { team: 'web' }, severity: 'info' });
  counter.add({ labels: { team: 'db' }, severity: 'info' });
  counter.add({ labels: { team: 'db' }, severity: null });
  expect(counter.counted()).toEqual({
    alerts: 4,
    severities: [
      { severity: 'critical', alerts: 1 },
      { severity: 'info', alerts: 2 },
    ],
    labels: [
      {
        name: 'team',
        alerts: 4,
        values: [
          { value: 'db', alerts: 3 },
          { value: 'web', alerts: 1 },
        ],
        more: 0,
      },
      { name: 'env', alerts: 1, values: [{ value: 'prod', alerts: 1 }], more: 0 },
    ],
  });
});

test('what nobody would choose from a list is left out, and counted', () => {
  const counter = labelCounter();
  for (let i = 0; i < 60; i++) {
    counter.add({ labels: { pod: `web-${i}` }, severity: null });
  }
  counter.add({ labels: { pod: 'x'.repeat(201) }, severity: null });
  counter.add({ labels: { pod: '' }, severity: null });
  expect(counter.counted().labels).toMatchObject([{ name: 'pod', alerts: 62, more: 62 - MOST_VALUES }]);
  expect(counter.counted().labels[0]?.values).toHaveLength(MOST_VALUES);
});

test('names have a bound, too', () => {
  const counter = labelCounter();
  counter.add({ labels: Object.fromEntries(Array.from({ length: 150 }, (_, i) => [`n${i}`, 'v'])), severity: null });
  counter.add({ labels: { often: 'v' }, severity: null });
  counter.add({ labels: { often: 'v' }, severity: null });
  const { labels } = counter.counted();
  expect([labels.length, labels[0]?.name]).toEqual([MOST_NAMES, 'often']);
});

test('a label may have the name of something that objects have', () => {
  const counter = labelCounter();
  counter.add({ labels: { constructor: 'toString', ['__proto__x']: 'y' }, severity: null });
  expect(counter.counted().labels.map(({ name }) => name)).toEqual(['__proto__x', 'constructor']);
});
