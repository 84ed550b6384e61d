import { expect, test } from 'vitest';
import { loggedBy, messagesOf } from '../../../pages/logged.fake.ts';
import { jsm } from '../definition.ts';
import { ACCOUNTS, jsmContent } from '../fakes/content.fake.ts';
import { jsmPeer } from '../fakes/peer.fake.ts';

const at = (time: string) => `2026-10-20T${time}Z`;

test('who was told of each alert, below the prefix of the site', async () => {
  const alert = {
    id: 'a-1',
    alias: 'disk',
    message: 'Disk full',
    status: 'open',
    createdAt: at('03:11:30'),
    integrationName: 'Shop',
  };
  const line = (log: string, time: string) => ({ log, owner: 'System', createdAt: at(time), offset: time });
  const transport = jsmPeer({
    ...jsmContent,
    lists: { ...jsmContent.lists, alerts: [alert] },
    logs: { 'a-1': [line('SMS notification sent to Ben Example', '03:12:00'), line('Alert acknowledged', '03:20:00')] },
  });
  const read = await loggedBy(jsm, transport, [at('00:00:00'), at('07:00:00')]);
  const [one, ...more] = read.ok ? read.value : [];
  expect(more).toEqual([]);
  expect(one).toMatchObject({ keys: ['disk'], service: 'Shop', integrations: ['i-1'] });
  expect(one && messagesOf(one)).toEqual([`${ACCOUNTS.ben} 03:12 sms`]);
  expect(transport.requests.every(({ method }) => method === 'GET')).toBe(true);
});
