import { describe, expect, it } from 'vitest';
import { AT, one, read } from '../shared/source.fake.ts';
import { fakeApi, openAlert, settings, tellingOf } from '../shared/telling.fake.ts';
import { integrationOf } from '../shared/source.fake.ts';
import { sync } from './sync.ts';

const ok = { status: 200, body: { jsonrpc: '2.0', result: { eventids: [49] }, id: 1 } };
const refusal = (data: string) => ({
  status: 200,
  body: { jsonrpc: '2.0', error: { code: -32500, message: 'Application error.', data }, id: 1 },
});

describe('event.acknowledge', () => {
  it.each([
    ['acknowledge', 6, 'Acknowledged by Ann Martin (Vigie #12)', 'event 49 acknowledged'],
    ['unacknowledge', 20, 'No longer acknowledged by Ann Martin (Vigie #12)', 'event 49 unacknowledged'],
    ['resolve', 5, 'Resolved by Ann Martin (Vigie #12)', 'event 49 closed'],
    ['note', 4, 'the disk – Ann Martin (Vigie #12)', 'event 49 commented'],
    ['snooze', 4, 'Snoozed by Ann Martin (Vigie #12)', 'event 49 commented'],
  ] as const)('%s is action %i', async (what, action, message, answer) => {
    const api = fakeApi(ok);
    expect(await sync.tell(api.caller, tellingOf('zabbix', what))).toEqual({ kind: 'done', answer });
    expect(api.bodies()[0]).toMatchObject({
      method: 'event.acknowledge',
      params: { eventids: ['49'], action, message },
    });
    expect(api.requests[0]).toMatchObject({
      url: 'https://source.example.com/api_jsonrpc.php',
      trusted: true,
      headers: { authorization: 'Bearer secret' },
    });
  });

  it.each([
    ['info', 1],
    ['warning', 2],
    ['error', 4],
    ['critical', 5],
  ] as const)('severity %s is %i', async (text, severity) => {
    const api = fakeApi(ok);
    await sync.tell(api.caller, tellingOf('zabbix', 'severity', { text }));
    expect(api.bodies()[0]).toMatchObject({ params: { action: 12, severity } });
  });

  it('with close: false a resolution is a message', async () => {
    const api = fakeApi(ok);
    await sync.tell(api.caller, tellingOf('zabbix', 'resolve', { settings: { ...settings, close: false } }));
    expect(api.bodies()[0]).toMatchObject({ params: { action: 4 } });
  });

  it('tells only of what fires, unless nothing does', async () => {
    const alerts = [
      { fingerprint: '1', problemId: '1', labels: {}, firing: false },
      { fingerprint: '2', problemId: '2', labels: {}, firing: true },
    ];
    const api = fakeApi(ok);
    await sync.tell(api.caller, tellingOf('zabbix', 'note', { alerts }));
    expect(api.bodies()[0]).toMatchObject({ params: { eventids: ['2'] } });
  });

  it('has nothing to say of what is none of its events', async () => {
    const api = fakeApi(ok);
    expect(
      await sync.tell(
        api.caller,
        tellingOf('zabbix', 'note', { alerts: [{ fingerprint: 'x', problemId: 'x; drop', labels: {}, firing: true }] }),
      ),
    ).toMatchObject({ kind: 'skipped' });
    expect(api.requests).toEqual([]);
  });
});

describe('refusals', () => {
  it('tries the token in the body where the header is not understood (Zabbix up to 6.2)', async () => {
    const api = fakeApi(refusal('Not authorized.'), ok);
    expect(await sync.tell(api.caller, tellingOf('zabbix', 'acknowledge'))).toMatchObject({ kind: 'done' });
    expect(api.bodies().map((body) => body['auth'])).toEqual([undefined, 'secret']);
  });

  it.each(['Session terminated, re-login, please.', 'Not authorized.'])(
    '"%s" is tried again: people put tokens right',
    async (data) => {
      expect(await sync.tell(fakeApi(refusal(data)).caller, tellingOf('zabbix', 'acknowledge'))).toEqual({
        kind: 'retry',
        reason: 'unauthorized',
        detail: data,
        after: null,
      });
    },
  );

  it('another refusal is final', async () => {
    const data = 'No permissions to referred object or it does not exist!';
    expect(await sync.tell(fakeApi(refusal(data)).caller, tellingOf('zabbix', 'acknowledge'))).toEqual({
      kind: 'never',
      reason: 'refused',
      detail: data,
    });
  });

  it('what may not be closed gets the message', async () => {
    const api = fakeApi(refusal('Cannot close problem: trigger does not allow manual closing.'), ok);
    expect(await sync.tell(api.caller, tellingOf('zabbix', 'resolve'))).toEqual({
      kind: 'done',
      answer: 'event 49 commented; its trigger does not allow manual closing',
    });
    expect(api.bodies()[1]).toMatchObject({ params: { action: 4 } });
  });

  it.each([
    ['a login page', { status: 200, body: '<html>' }, 'server-error'],
    ['a bad gateway', { status: 502, body: 'x' }, 'server-error'],
    ['no answer', { failure: { kind: 'timeout' as const, detail: 'late' } }, 'timeout'],
  ])('%s is tried again', async (_what, answer, reason) => {
    expect(await sync.tell(fakeApi(answer).caller, tellingOf('zabbix', 'acknowledge'))).toMatchObject({
      kind: 'retry',
      reason,
    });
  });
});

it('its own update that comes back says nothing', () => {
  const body = {
    event_id: '49',
    event_name: 'CPU',
    event_value: '1',
    event_update_status: '1',
    event_update_action: 'acknowledged and commented',
    event_update_message: 'Acknowledged by Ann Martin (Vigie #12)',
    event_ack_status: 'Yes',
  };
  expect(one(read('zabbix', body))).toMatchObject({ status: 'info', note: null, title: null, actor: null });
});

it('a person whom Zabbix does not name is nobody in particular', () => {
  const body = {
    event_id: '49',
    event_value: '1',
    event_update_status: '1',
    event_update_action: 'acknowledged',
    event_ack_status: 'Yes',
    event_update_user: 'Inaccessible user',
  };
  expect(one(read('zabbix', body))).toMatchObject({ status: 'acknowledged', actor: null });
});

describe('reconcile', () => {
  const integration = { ...integrationOf('zabbix'), token: 'ingest-token' };
  const rows = (...result: object[]) => ({ status: 200, body: { result } });
  const asking = (open = [openAlert()]) => ({
    integration,
    settings,
    open,
    quiet: [],
    now: AT,
    isFirst: true,
    absences: new Map(),
  });

  it('what has a recovery event, or a disabled trigger, is over; what is not in the answer is not', async () => {
    const open = ['1', '2', '3', '4'].map((id) => openAlert({ problemId: id, fingerprint: id, groupKey: id }));
    const api = fakeApi(
      rows(
        { eventid: '1', r_eventid: '9' },
        { eventid: '2', r_eventid: '0', relatedObject: { status: '1' } },
        { eventid: '3', r_eventid: '0', relatedObject: { status: '0' } },
      ),
      rows(),
    );
    const asked = await sync.reconcile?.(api.caller, asking(open));
    expect(asked).toMatchObject({
      ok: true,
      opened: [],
      closed: [
        { fingerprint: '1', status: 'resolved' },
        { fingerprint: '2', note: 'its trigger is disabled in Zabbix' },
      ],
    });
  });

  it('messages to this integration that were given up, of problems that are open, open', async () => {
    const failed = rows({ eventid: '7', sendto: 'ingest-token' }, { eventid: '8', sendto: 'somebody-else' });
    const event = {
      eventid: '7',
      name: 'Disk',
      severity: '5',
      clock: '1770109200',
      opdata: '',
      tags: [{ tag: 'team', value: 'db' }],
      hosts: [{ host: 'db-1', name: 'db-1' }],
      relatedObject: { triggerid: '3', status: '0' },
    };
    const api = fakeApi(failed, rows({ eventid: '7' }), rows(event));
    const asked = await sync.reconcile?.(api.caller, asking([]));
    // Zabbix counts in seconds, and answers nothing about milliseconds.
    expect(api.bodies()[0]).toMatchObject({
      method: 'alert.get',
      params: { filter: { status: 2 }, time_from: Math.floor((AT - 7 * 86_400_000) / 1000) },
    });
    expect(api.bodies()[1]).toMatchObject({ method: 'problem.get', params: { eventids: ['7'] } });
    expect(asked).toMatchObject({
      ok: true,
      closed: [],
      opened: [
        {
          fingerprint: '7',
          groupKey: '7',
          problemId: '7',
          status: 'firing',
          severity: 'critical',
          title: 'Disk (db-1)',
          labels: { team: 'db' },
          startsAt: 1_770_109_200_000,
        },
      ],
    });
  });

  it('a refusal says which question was refused', async () => {
    expect(await sync.reconcile?.(fakeApi(refusal('No permissions')).caller, asking())).toEqual({
      ok: false,
      detail: 'event.get: No permissions',
    });
  });
});
