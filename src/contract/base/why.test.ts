import { expect, test } from 'vitest';
import type { z } from 'zod';
import { calendar } from '#contract/rotas/calendar';
import { COMMANDS } from '#contract/incidents/command';
import { pushKeys } from '#contract/people/device';
import { integration } from '#contract/integrations/integration';
import { maintenance } from '#contract/incidents/maintenance';
import { target } from '#contract/paging/policy';
import { override, rota } from '#contract/rotas/rota';
import { user } from '#contract/people/user';
import { parse } from '#contract/base/schema';

const webhook = { id: 'shop', type: 'webhook', policy: 'sre' };
const work = { id: 'w', start: '2026-01-05T09:00', end: '2026-01-05T10:00', timeZone: 'UTC', match: ['a="b"'] };
const cover = { start: '2026-01-05T09:00', end: '2026-01-05T10:00' };

/** Tests of our own checks: the form of a text, and fields that do not go together. */
test.each<[z.ZodType, unknown, string, object]>([
  [integration, { ...webhook, id: '-' }, 'id', { reason: 'wrong-format', data: { format: 'id' } }],
  [integration, { ...webhook, name: ' a' }, 'name', { reason: 'wrong-format', data: { format: 'clean-line' } }],
  [integration, { ...webhook, token: 'a/b' }, 'token', { reason: 'wrong-format', data: { format: 'ingest-token' } }],
  [integration, { ...webhook, token: 'commands' }, 'token', { reason: 'reserved', data: { value: 'commands' } }],
  [
    integration,
    { ...webhook, resolveDelay: 'soon' },
    'resolveDelay',
    { reason: 'wrong-format', data: { format: 'duration' } },
  ],
  [
    integration,
    { ...webhook, resolveDelay: '2d' },
    'resolveDelay',
    { reason: 'duration-too-long', data: { max: '1d' } },
  ],
  [
    integration,
    { ...webhook, autoResolve: '1s' },
    'autoResolve',
    { reason: 'duration-too-short', data: { min: '1m' } },
  ],
  [
    integration,
    { ...webhook, hmac: { secret: 'x', header: 'a b' } },
    'hmac.header',
    { reason: 'wrong-format', data: { format: 'header-name' } },
  ],
  [integration, { ...webhook, routes: [{ match: ['a=='] }] }, 'routes[0].match[0]', { reason: 'wrong-matcher' }],
  [
    integration,
    { ...webhook, routes: [{ heartbeat: 'x', drop: true }] },
    'routes[0].drop',
    { reason: 'not-with', data: { field: 'heartbeat' } },
  ],
  [
    integration,
    { ...webhook, type: 'heartbeat' },
    'heartbeat',
    { reason: 'missing', data: { wanted: 'object', choices: [] } },
  ],
  [
    integration,
    { ...webhook, mail: {} },
    'mail',
    { reason: 'only-of-type', data: { types: ['email'], given: 'webhook' } },
  ],
  [
    integration,
    { ...webhook, sync: {} },
    'sync',
    {
      reason: 'only-of-type',
      data: { types: ['zabbix', 'icinga2', 'alertmanager', 'grafana', 'nagios'], given: 'webhook' },
    },
  ],
  [
    integration,
    { ...webhook, type: 'zabbix', sync: { url: 'https://z.example.com', user: 'ann' } },
    'sync.token',
    { reason: 'missing', data: { wanted: 'text', choices: [] } },
  ],
  [
    integration,
    { ...webhook, type: 'zabbix', sync: { url: 'https://z.example.com', token: 't', user: 'ann' } },
    'sync.user',
    { reason: 'only-of-type', data: { types: ['icinga2', 'alertmanager'], given: 'zabbix' } },
  ],
  [
    integration,
    { ...webhook, type: 'zabbix', sync: { url: 'ftp://z', token: 'a\nb', ca: 'x' } },
    'sync.url',
    { reason: 'wrong-format', data: { format: 'web-address' } },
  ],
  [
    integration,
    { ...webhook, type: 'zabbix', sync: { url: 'ftp://z', token: 'a\nb', ca: 'x' } },
    'sync.token',
    { reason: 'wrong-format', data: { format: 'one-line' } },
  ],
  [
    integration,
    { ...webhook, type: 'zabbix', sync: { url: 'ftp://z', token: 'a\nb', ca: 'x' } },
    'sync.ca',
    { reason: 'wrong-format', data: { format: 'certificate' } },
  ],
  [
    integration,
    { ...webhook, type: 'email', mail: { allowFrom: ['ann'], extract: { subject: '(' } } },
    'mail.allowFrom[0]',
    { reason: 'wrong-format', data: { format: 'mail-sender' } },
  ],
  [
    integration,
    { ...webhook, type: 'email', mail: { allowFrom: ['ann'], extract: { subject: '(' } } },
    'mail.extract.subject',
    { reason: 'wrong-regex' },
  ],
  [
    integration,
    { ...webhook, type: 'snmp', snmp: { traps: [{ oid: 'x' }] } },
    'snmp.traps[0].oid',
    { reason: 'wrong-format', data: { format: 'oid' } },
  ],
  [maintenance, { ...work, match: [] }, 'match', { reason: 'at-least-one', data: { of: ['match', 'integrations'] } }],
  [maintenance, { ...work, until: '2026-02-01T00:00' }, 'until', { reason: 'only-with', data: { field: 'repeat' } }],
  [maintenance, { ...work, start: 'monday' }, 'start', { reason: 'wrong-format', data: { format: 'local-date-time' } }],
  [maintenance, { ...work, start: '2026-02-30T00:00' }, 'start', { reason: 'no-such-date' }],
  [
    maintenance,
    { ...work, start: '1900-01-01T00:00' },
    'start',
    { reason: 'outside-years', data: { first: 1970, last: 2100 } },
  ],
  [maintenance, { ...work, start: '2026-01-05T09:00Z' }, 'start', { reason: 'has-offset' }],
  [maintenance, { ...work, timeZone: '1' }, 'timeZone', { reason: 'wrong-format', data: { format: 'time-zone' } }],
  [calendar, { id: 'c' }, 'url', { reason: 'missing', data: { wanted: 'text', choices: [] } }],
  [calendar, { id: 'c', url: 'x' }, 'url', { reason: 'wrong-format', data: { format: 'calendar-address' } }],
  [COMMANDS.snooze, {}, 'for', { reason: 'exactly-one', data: { of: ['for', 'until'], given: [] } }],
  [COMMANDS.snooze, { until: 'noon' }, 'until', { reason: 'wrong-format', data: { format: 'instant' } }],
  [COMMANDS.responders, {}, 'users', { reason: 'at-least-one', data: { of: ['users', 'rotas'] } }],
  [COMMANDS.note, { text: 'a\u0000' }, 'text', { reason: 'nul-character' }],
  [
    target,
    { user: 'ann', team: 'a' },
    '',
    { reason: 'exactly-one', data: { of: ['rota', 'user', 'team', 'roundRobin', 'channel'], given: ['user', 'team'] } },
  ],
  [target, { user: 'ann', who: 'next' }, 'who', { reason: 'only-with', data: { field: 'rota' } }],
  [override, { ...cover, set: ['ann'], with: 'ben' }, 'with', { reason: 'only-with', data: { field: 'replace' } }],
  [
    override,
    { ...cover, replace: 'ann', with: 'ann' },
    'with',
    { reason: 'same-as-other', data: { field: 'replace' } },
  ],
  [override, { ...cover, replace: 'ann' }, 'with', { reason: 'missing', data: { wanted: 'text', choices: [] } }],
  [
    rota,
    { id: 'r', timeZone: 'UTC', holidays: 'France', layers: [] },
    'holidays',
    { reason: 'wrong-format', data: { format: 'holiday-region' } },
  ],
  [user, { login: 'ann', email: 'ann' }, 'email', { reason: 'wrong-format', data: { format: 'mail-address' } }],
  [pushKeys, { p256dh: '!', auth: '?' }, 'auth', { reason: 'wrong-format', data: { format: 'base64url' } }],
])('%# has its reason at %3$s', (schema, input, path, why) => {
  const result = parse(schema, input);
  const found = result.ok ? [] : result.problems.filter((problem) => problem.path === path);
  expect(found).toContainEqual(expect.objectContaining(why));
});
