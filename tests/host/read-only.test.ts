/** The preview host hands extensions what Grafana 12.4 does: read-only proxies over frozen objects. */
import { expect, test } from 'vitest';
import { deepFreeze, readOnly } from './client/read-only.ts';

const context = () => readOnly({ instance: deepFreeze({ labels: { alertname: 'Slow' }, state: 'Alerting' }) });

test('a frozen object cannot be read through its proxy, as in Grafana: “property is a read-only and non-configurable…”', () => {
  const { instance } = context();
  expect(() => instance.labels).toThrow(/property 'labels' is a read-only and non-configurable/);
  expect(instance.state, 'texts and numbers can').toBe('Alerting');
  expect(Object.getOwnPropertyDescriptor(instance, 'labels')?.value, 'and its descriptors').toEqual({
    alertname: 'Slow',
  });
});

test('nothing can be changed', () => {
  const given = context() as { instance: object; more?: unknown };
  expect(() => (given.more = 1)).toThrow(TypeError);
  expect(() => Reflect.deleteProperty(given, 'instance')).not.toThrow();
  expect(given.instance).toBeDefined();
});
