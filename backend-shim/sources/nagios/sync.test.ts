import { expect, it } from 'vitest';
import { alertWith, tellingOf } from '../shared/telling.fake.ts';
import { sync } from './sync.ts';

it.each([
  ['acknowledge', 'ACKNOWLEDGE_SVC_PROBLEM;web-1;HTTP;2;0;0;Ann Martin (Vigie);Acknowledged by Ann Martin (Vigie #12)'],
  ['unacknowledge', 'REMOVE_SVC_ACKNOWLEDGEMENT;web-1;HTTP'],
  ['note', 'ADD_SVC_COMMENT;web-1;HTTP;1;Ann Martin (Vigie);the disk – Ann Martin (Vigie #12)'],
  ['resolve', 'ADD_SVC_COMMENT;web-1;HTTP;1;Ann Martin (Vigie);Resolved by Ann Martin (Vigie #12)'],
] as const)('%s', (what, line) => {
  expect(sync.commands(tellingOf('nagios', what))).toEqual([line]);
});

it('a host without a service', () => {
  const alerts = [alertWith({ fingerprint: 'paris/web-1', labels: { host: 'web-1' } })];
  expect(
    sync.commands(tellingOf('nagios', 'unacknowledge', { alerts: [{ ...alerts[0]!, fingerprint: 'web-1' }] })),
  ).toEqual(['REMOVE_HOST_ACKNOWLEDGEMENT;web-1']);
  expect(sync.commands(tellingOf('nagios', 'acknowledge', { alerts }))[0]).toMatch(
    /^ACKNOWLEDGE_HOST_PROBLEM;web-1;2;0;0;/,
  );
});

it('there is no severity to set', () => {
  expect(sync.commands(tellingOf('nagios', 'severity', { text: 'info' }))).toEqual([]);
});

it('nothing makes two commands or other fields of one', () => {
  const [line] = sync.commands(
    tellingOf('nagios', 'note', { actor: 'Eve;1\n[0] SHUTDOWN_PROGRAM', text: 'a;b\r\n[0] SHUTDOWN_PROGRAM\u2028x' }),
  );
  expect(line).toBe(
    'ADD_SVC_COMMENT;web-1;HTTP;1;Eve,1 [0] SHUTDOWN_PROGRAM (Vigie);a;b [0] SHUTDOWN_PROGRAM x – Eve;1\n[0] SHUTDOWN_PROGRAM (Vigie #12)'.replace(
      '\n',
      ' ',
    ),
  );
});

it.each(['web-1;x', 'web\n1', ''])('a host named %j is none', (host) => {
  expect(sync.commands(tellingOf('nagios', 'unacknowledge', { alerts: [alertWith({ labels: { host } })] }))).toEqual(
    [],
  );
});

it('a line stays short enough for a pipe', () => {
  const [line] = sync.commands(tellingOf('nagios', 'note', { text: 'é'.repeat(10_000) }));
  expect(Buffer.byteLength(line ?? '')).toBeLessThan(4_000);
});
