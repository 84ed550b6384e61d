import { expect, test } from 'vitest';
import { AT, expected, good, one, read, reason, withoutRaw } from '../shared/source.fake.ts';

const payload = { summary: 'Disk full on db-1', source: 'db-1', severity: 'critical' };
const trigger = { event_action: 'trigger', dedup_key: 'disk', payload };
const signal = (body: object) => withoutRaw(one(read('pagerduty', body)));

test('a trigger with everything that PagerDuty documents', () => {
  const alert = signal({
    ...trigger,
    client: 'Monitor',
    client_url: 'https://monitor.example.com/db-1',
    links: [
      { href: 'https://wiki.example.com/disk', text: 'Runbook' },
      { href: 'https://wiki.example.com/more' },
      { href: 'javascript:alert(1)', text: 'No link' },
    ],
    images: [
      { src: 'https://img.example.com/1.png', alt: 'Graph', href: 'https://monitor.example.com/graph' },
      { src: 'https://img.example.com/2.png' },
    ],
    payload: {
      ...payload,
      timestamp: '2026-02-03T08:59:00.000+0000',
      component: 'postgres',
      group: 'prod',
      class: 'disk',
      custom_details: {
        free: '0 B',
        tries: 3,
        ok: false,
        firing: 'Labels:\n - a = b',
        more: { deep: [1] },
        none: null,
      },
    },
  });
  expect(alert).toEqual(
    expected({
      countsRepeats: true,
      fingerprint: 'disk',
      status: 'firing',
      severity: 'critical',
      title: 'Disk full on db-1',
      description: 'free: 0 B\ntries: 3\nok: false\nfiring:\nLabels:\n - a = b\nmore: {"deep":[1]}',
      labels: {
        source: 'db-1',
        component: 'postgres',
        group: 'prod',
        class: 'disk',
        free: '0 B',
        tries: '3',
        ok: 'false',
      },
      links: [
        { title: 'Monitor', url: 'https://monitor.example.com/db-1' },
        { title: 'Runbook', url: 'https://wiki.example.com/disk' },
        { title: 'Link', url: 'https://wiki.example.com/more' },
        { title: 'Graph', url: 'https://img.example.com/1.png' },
        { title: 'Graph', url: 'https://monitor.example.com/graph' },
        { title: 'Image', url: 'https://img.example.com/2.png' },
      ],
    }),
  );
});

test("what Grafana's contact point of type PagerDuty sends", () => {
  const details = {
    firing: '\nValue: A=91\nLabels:\n - alertname = DiskFull\n - host = db-1\n',
    num_firing: '1',
    num_resolved: '0',
    resolved: '',
  };
  const event = {
    dedup_key: '9c2a0f54d1c7e9a1b1a3',
    client: 'Grafana',
    client_url: 'https://grafana.example.com/',
    links: [{ href: 'https://grafana.example.com/', text: 'External URL' }],
    images: [{ src: 'https://grafana.example.com/public/img/1.png' }],
    payload: {
      summary: '[FIRING:1] DiskFull (db-1)',
      source: 'grafana-0',
      severity: 'critical',
      class: 'default',
      component: 'Grafana',
      group: 'default',
      custom_details: details,
    },
  };
  expect(signal({ ...event, event_action: 'trigger' })).toEqual(
    expected({
      countsRepeats: true,
      fingerprint: '9c2a0f54d1c7e9a1b1a3',
      status: 'firing',
      severity: 'critical',
      title: '[FIRING:1] DiskFull (db-1)',
      description: `firing:\n${details.firing.trim()}\nnum_firing: 1\nnum_resolved: 0`,
      labels: {
        source: 'grafana-0',
        component: 'Grafana',
        group: 'default',
        class: 'default',
        num_firing: '1',
        num_resolved: '0',
      },
      links: [
        { title: 'Grafana', url: 'https://grafana.example.com/' },
        { title: 'Image', url: 'https://grafana.example.com/public/img/1.png' },
      ],
    }),
  );
  expect(signal({ ...event, event_action: 'resolve' })).toEqual(
    expected({ fingerprint: '9c2a0f54d1c7e9a1b1a3', status: 'resolved' }),
  );
});

test.each(['critical', 'error', 'warning', 'info'])('severity %s is the same here', (severity) => {
  expect(signal({ ...trigger, payload: { ...payload, severity } }).severity).toBe(severity);
});

test('custom details may be a text', () => {
  expect(signal({ ...trigger, payload: { ...payload, custom_details: 'it is full' } })).toMatchObject({
    description: 'it is full',
    labels: { source: 'db-1' },
  });
});

test.each([
  ['acknowledge', 'acknowledged'],
  ['resolve', 'resolved'],
])('%s is %s, and needs no payload', (event_action, status) => {
  expect(signal({ event_action, dedup_key: 'disk' })).toEqual(
    expected({ fingerprint: 'disk', status: status as 'resolved' }),
  );
  expect(signal({ event_action, dedup_key: 'disk', payload })).toEqual(
    expected({ fingerprint: 'disk', status: status as 'resolved' }),
  );
});

test('a change is only shown', () => {
  expect(signal({ event_action: 'change', dedup_key: 'x', payload: { summary: 'Deployed 1.2' } })).toMatchObject({
    status: 'info',
    title: 'Deployed 1.2',
  });
});

test('a time of the event is not when the problem began: senders repeat themselves with a new one', () => {
  expect(signal({ ...trigger, payload: { ...payload, timestamp: '2026-02-03T08:59:00Z' } }).startsAt).toBeNull();
});

test('a trigger without a key has its own', () => {
  const { dedup_key: _, ...event } = trigger;
  const [first] = good(read('pagerduty', event));
  const [again] = good(read('pagerduty', event));
  const [other] = good(read('pagerduty', { ...event, payload: { ...payload, source: 'db-2' } }));
  expect(first?.fingerprint).toMatch(/^[0-9a-f]{32}$/);
  expect(again?.fingerprint).toBe(first?.fingerprint);
  expect(other?.fingerprint).not.toBe(first?.fingerprint);
  expect(AT).toBeGreaterThan(0);
});

test.each([
  ['text', 'body: is of type string, must be an object'],
  [{}, 'event_action: is missing or blank'],
  [
    { ...trigger, event_action: 'escalate' },
    "event_action: is invalid (must be one of the following: 'trigger', 'acknowledge' or 'resolve')",
  ],
  [{ event_action: 'acknowledge' }, 'dedup_key: is missing or blank'],
  [{ event_action: 'resolve', dedup_key: ' ' }, 'dedup_key: is missing or blank'],
  [{ event_action: 'trigger' }, 'payload: is missing or blank'],
  [{ event_action: 'trigger', payload: [] }, 'payload: must be an object'],
  [{ ...trigger, payload: { ...payload, summary: '' } }, 'payload.summary: is missing or blank'],
  [{ ...trigger, payload: { ...payload, source: undefined } }, 'payload.source: is missing or blank'],
  [{ ...trigger, payload: { ...payload, severity: null } }, 'payload.severity: is missing or blank'],
  [
    { ...trigger, payload: { ...payload, severity: 'urgent' } },
    "payload.severity: is invalid (must be one of the following: 'critical', 'warning', 'error' or 'info')",
  ],
  [{ event_action: 'change', payload: { source: 'x' } }, 'payload.summary: is missing or blank'],
])('%j is refused: %s', (body, why) => {
  expect(reason(read('pagerduty', body))).toBe(why);
});
