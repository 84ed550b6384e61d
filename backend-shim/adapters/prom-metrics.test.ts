import { expect, it } from 'vitest';
import { createMetrics } from './prom-metrics.ts';

it('concurrent scrapes do not remove each other’s values', async () => {
  const metrics = createMetrics();
  const asked: Array<() => void> = [];
  metrics.gauge('vigie_test', 'A value that takes a while to read.', ['kind'], async () => {
    await new Promise<void>((resolve) => asked.push(resolve));
    return [{ labels: { kind: 'a' }, value: 7 }];
  });
  const first = metrics.text();
  asked.shift()?.();
  // The second scrape starts after the first has read and before it has answered.
  await Promise.resolve();
  await Promise.resolve();
  const second = metrics.text();
  const text = await first;
  asked.shift()?.();
  expect(text).toContain('vigie_test{kind="a"} 7');
  expect(await second).toContain('vigie_test{kind="a"} 7');
});

it('a series that is gone is no longer exported', async () => {
  const metrics = createMetrics();
  const kinds = ['a', 'b'];
  metrics.gauge('vigie_test', 'By kind.', ['kind'], async () => kinds.map((kind) => ({ labels: { kind }, value: 1 })));
  expect(await metrics.text()).toContain('kind="b"');
  kinds.pop();
  expect(await metrics.text()).not.toContain('kind="b"');
});
