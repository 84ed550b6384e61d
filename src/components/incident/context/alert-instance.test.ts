import { expect, test } from 'vitest';
import { instanceOf, ruleOf } from './alert-instance.ts';

/**
 * A proxy like Grafana 12.4's: over a frozen object it must return the frozen values, so reading a nested object
 * throws.
 */
function guarded<T extends object>(target: T): T {
  return new Proxy(target, {
    get: (object, name) =>
      typeof Reflect.get(object, name) === 'object'
        ? guarded(Reflect.get(object, name) as object)
        : Reflect.get(object, name),
  });
}

const instance = Object.freeze({
  labels: Object.freeze({ alertname: 'Slow', service: 'api' }),
  annotations: Object.freeze({ summary: 'p99 above 2 s' }),
  state: 'Alerting',
});

test('what Grafana guards is read and copied', () => {
  const context = guarded({ instance });
  expect(() => context.instance.labels).toThrow(/read-only and non-configurable/);
  const copied = instanceOf(context);
  expect(copied).toEqual({ labels: { alertname: 'Slow', service: 'api' }, annotations: { summary: 'p99 above 2 s' } });
  expect(Object.isFrozen(copied.labels)).toBe(false);
});

test('what is not there is empty', () => {
  expect([
    instanceOf(undefined),
    instanceOf({}),
    instanceOf({ instance: { labels: null, annotations: { count: 3 } } }),
  ]).toEqual([1, 2, 3].map(() => ({ labels: {}, annotations: {} })));
});

test('a rule is known by its name, and has labels and annotations of its own', () => {
  const rule = Object.freeze({
    name: 'Slow',
    namespace: 'n1',
    group: 'g',
    labels: Object.freeze({ team: 'sre' }),
    annotations: Object.freeze({ summary: 'p99 above 2 s' }),
  });
  expect(ruleOf(guarded(rule))).toEqual({
    labels: { alertname: 'Slow', team: 'sre' },
    annotations: { summary: 'p99 above 2 s' },
  });
  expect(ruleOf(undefined)).toEqual({ labels: {}, annotations: {} });
});
