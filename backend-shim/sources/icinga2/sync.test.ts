import { expect, it } from 'vitest';
import { alertWith, fakeApi, tellingOf } from '../shared/telling.fake.ts';
import { sync } from './sync.ts';

const ok = { status: 200, body: { results: [{ code: 200, status: 'Successfully acknowledged problem' }] } };

it('acknowledges without notifying', async () => {
  const api = fakeApi(ok);
  expect(await sync.tell(api.caller, tellingOf('icinga2', 'acknowledge'))).toEqual({
    kind: 'done',
    answer: 'web-1!HTTP acknowledged',
  });
  expect(api.requests[0]).toMatchObject({
    url: 'https://source.example.com/v1/actions/acknowledge-problem',
    headers: { authorization: `Basic ${btoa('vigie:password')}` },
  });
  expect(api.bodies()[0]).toEqual({
    type: 'Service',
    service: 'web-1!HTTP',
    author: 'Ann Martin (Vigie)',
    comment: 'Acknowledged by Ann Martin (Vigie #12)',
    sticky: true,
    notify: false,
    persistent: false,
  });
});

it('a snooze is an acknowledgement that ends', async () => {
  const api = fakeApi(ok);
  const telling = tellingOf('icinga2', 'snooze');
  await sync.tell(api.caller, { ...telling, incident: { ...telling.incident, snoozedUntil: 1_770_109_200_500 } });
  expect(api.bodies()[0]).toMatchObject({ expiry: 1_770_109_201 });
});

it('hosts', async () => {
  const api = fakeApi(ok);
  await sync.tell(
    api.caller,
    tellingOf('icinga2', 'unacknowledge', { alerts: [alertWith({ fingerprint: 'web-1', labels: { host: 'web-1' } })] }),
  );
  expect(api.bodies()[0]).toEqual({ type: 'Host', host: 'web-1', author: 'Ann Martin (Vigie)' });
});

it('that somebody was there first is no failure', async () => {
  const answer = fakeApi({
    status: 409,
    body: { results: [{ code: 409, status: 'Service web-1!HTTP is already acknowledged.' }] },
  });
  expect(await sync.tell(answer.caller, tellingOf('icinga2', 'acknowledge'))).toEqual({
    kind: 'done',
    answer: 'Service web-1!HTTP is already acknowledged.',
  });
});

it.each([
  [
    'an unknown object',
    { status: 404, body: { error: 404, status: 'No objects found.' } },
    { kind: 'never', reason: 'not-found', detail: 'HTTP 404 No objects found.' },
  ],
  [
    'a wrong password',
    { status: 401, body: { error: 401, status: 'Unauthorized' } },
    { kind: 'retry', reason: 'unauthorized' },
  ],
  [
    'a refused address',
    { failure: { kind: 'refused-address' as const, detail: 'no' } },
    { kind: 'never', reason: 'refused-address' },
  ],
  ['a severity', { status: 200 }, { kind: 'skipped' }],
])('%s', async (what, answer, told) => {
  expect(
    await sync.tell(fakeApi(answer).caller, tellingOf('icinga2', what === 'a severity' ? 'severity' : 'note')),
  ).toMatchObject(told);
});
