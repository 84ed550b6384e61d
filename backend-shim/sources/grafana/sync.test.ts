import { expect, it } from 'vitest';
import { AT } from '../shared/source.fake.ts';
import { alertWith, fakeApi, tellingOf } from '../shared/telling.fake.ts';
import { sync } from './sync.ts';

const base = 'https://source.example.com/api/alertmanager/grafana/api/v2';
const made = (silenceID: string) => ({ status: 202, body: { silenceID } });

it('an acknowledgement silences exactly the alert, for as long as is set', async () => {
  const api = fakeApi(made('s1'));
  const told = await sync.tell(api.caller, tellingOf('grafana', 'acknowledge'));
  expect(told).toEqual({
    kind: 'done',
    answer: 'silence s1 until 2026-02-03T10:00:00.000Z',
    memory: ['s1'],
    silenced: { count: 1, until: Date.parse('2026-02-03T10:00:00Z') },
  });
  expect(api.requests[0]).toMatchObject({
    method: 'POST',
    url: `${base}/silences`,
    headers: { authorization: 'Bearer secret' },
  });
  expect(api.bodies()[0]).toMatchObject({
    matchers: [
      { name: 'host', value: 'web-1', isRegex: false, isEqual: true },
      { name: 'service', value: 'HTTP', isRegex: false, isEqual: true },
    ],
    startsAt: '2026-02-03T09:00:00.000Z',
    endsAt: '2026-02-03T10:00:00.000Z',
    createdBy: 'Ann Martin (Vigie)',
    comment: 'Acknowledged by Ann Martin (Vigie #12)',
  });
});

it('a snooze after it replaces the silence', async () => {
  const telling = tellingOf('grafana', 'snooze', { memory: ['s1'] });
  const api = fakeApi(made('s2'), { status: 200 });
  expect(
    await sync.tell(api.caller, { ...telling, incident: { ...telling.incident, snoozedUntil: AT + 60_000 } }),
  ).toMatchObject({ memory: ['s2'], answer: 'silence s2 until 2026-02-03T09:01:00.000Z' });
  expect(api.requests[1]).toMatchObject({ method: 'DELETE', url: `${base}/silence/s1` });
});

it('where one of several fails, those made are taken back', async () => {
  const api = fakeApi(made('s1'), { status: 500, body: 'full' }, { status: 200 });
  const alerts = [alertWith(), alertWith({ labels: { host: 'web-2' } })];
  expect(await sync.tell(api.caller, tellingOf('grafana', 'acknowledge', { alerts }))).toMatchObject({
    kind: 'retry',
    reason: 'server-error',
  });
  expect(api.requests.map(({ method }) => method)).toEqual(['POST', 'POST', 'DELETE']);
});

it.each([200, 404])('removed with HTTP %i, it is gone', async (status) => {
  expect(
    await sync.tell(fakeApi({ status }).caller, tellingOf('grafana', 'unacknowledge', { memory: ['s1'] })),
  ).toEqual({ kind: 'done', answer: 'silence s1 removed', memory: null });
});

it('no silence for what has no labels, or for hundreds', async () => {
  const api = fakeApi(made('s1'));
  expect(
    await sync.tell(api.caller, tellingOf('grafana', 'acknowledge', { alerts: [alertWith({ labels: {} })] })),
  ).toMatchObject({ kind: 'skipped' });
  expect(
    await sync.tell(
      api.caller,
      tellingOf('grafana', 'acknowledge', { alerts: Array.from({ length: 51 }, () => alertWith()) }),
    ),
  ).toMatchObject({ kind: 'skipped' });
  expect(api.requests).toEqual([]);
});

it('the label of the organisation is no label of the alert there', async () => {
  const api = fakeApi(made('s1'));
  await sync.tell(
    api.caller,
    tellingOf('grafana', 'acknowledge', { alerts: [alertWith({ labels: { alertname: 'X', grafana_org: '2' } })] }),
  );
  expect(api.bodies()[0]).toMatchObject({ matchers: [{ name: 'alertname', value: 'X' }] });
});

const following = (what: Parameters<typeof tellingOf>[1], more: Parameters<typeof tellingOf>[2] = {}) => {
  const telling = tellingOf('grafana', what, more);
  return { ...telling, settings: { ...telling.settings, silence: null } };
};

it.each(['acknowledge', 'snooze'] as const)('without a length, no silence: %s', async (what) => {
  const api = fakeApi(made('s1'));
  expect(await sync.tell(api.caller, following(what))).toEqual({ kind: 'skipped', answer: 'it only follows silences' });
  expect(api.requests).toEqual([]);
});

it.each([
  [200, { kind: 'done', answer: 'silence s1 removed', memory: null }],
  [403, { kind: 'skipped', answer: 'its silences may not be removed any more; they end by themselves' }],
  [500, { kind: 'retry', reason: 'server-error', detail: 'HTTP 500', after: null }],
])('a silence that it made before it only followed them, HTTP %i', async (status, told) => {
  expect(await sync.tell(fakeApi({ status, body: '' }).caller, following('unacknowledge', { memory: ['s1'] }))).toEqual(
    told,
  );
});
