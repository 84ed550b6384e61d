import { expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '#domain/time/duration';
import { parse } from '#contract/base/schema';
import { integration, toIntegration } from '#contract/integrations/integration';
import type { WindowLookup } from '#contract/time/time-window';

const office = {
  timeZone: 'UTC',
  holidays: null,
  windows: [{ days: ['workday' as const], from: '09:00', to: '18:00' }],
};
const lookup: WindowLookup = { timeWindow: () => office };
const base = { id: 'g', type: 'grafana', policy: 'sre', token: 't' };

function integrationOf(input: object) {
  const result = parse(integration, { ...base, ...input });
  if (!result.ok) {
    throw new Error(JSON.stringify(result.problems));
  }
  return toIntegration(result.value, lookup);
}

test('defaults', () => {
  expect(integrationOf({})).toEqual({
    id: 'g',
    name: 'g',
    type: 'grafana',
    team: null,
    token: 't',
    hmac: null,
    policy: 'sre',
    routes: [],
    groupBy: null,
    resolveDelay: 0,
    reopenWindow: 10 * MINUTE,
    autoResolve: null,
    heartbeat: null,
    template: null,
    product: null,
    sync: null,
    mail: null,
    snmp: null,
  });
});

test('everything given', () => {
  const given = integrationOf({
    type: 'webhook',
    hmac: { secret: 's' },
    groupBy: ['host'],
    resolveDelay: '1m',
    reopenWindow: '0s',
    autoResolve: '2d',
    heartbeat: { every: '1d', grace: '1h', arm: 'now' },
    template: { title: '{{ a }}' },
    routes: [{ match: ['team="db"'], when: 'office', policy: 'db', urgency: 'default' }, { drop: true }],
  });
  expect(given).toMatchObject({
    hmac: { secret: 's', header: 'X-Grafana-Alerting-Signature', timestampHeader: null },
    groupBy: ['host'],
    resolveDelay: MINUTE,
    reopenWindow: 0,
    autoResolve: 2 * DAY,
    heartbeat: { every: DAY, grace: HOUR, arm: 'now' },
    template: { title: '{{ a }}' },
    routes: [
      {
        match: [{ name: 'team', operator: '=', value: 'db' }],
        when: office,
        policy: 'db',
        urgency: 'default',
        severity: null,
        labels: {},
        drop: false,
        heartbeat: null,
      },
      { match: [], when: null, policy: null, drop: true },
    ],
  });
  expect(Object.keys(given.template ?? {})).toEqual(['title']);
});

test.each([
  [{ type: 'grafna' }, /^type must be grafana, .* Did you mean "grafana"\?$/],
  [{ type: 'heartbeat' }, /^heartbeat is missing; say how often the signal comes/],
  [{ template: { title: 'x' } }, 'template belongs to integrations of type webhook, email, snmp, not grafana'],
  [{ token: 'a b' }, /^token must be URL-safe text/],
  [{ token: '' }, /^token must be URL-safe text/],
  [{ policy: undefined }, 'policy is missing; give text'],
  [{ hmac: { secret: 's', header: 'X Y' } }, 'hmac.header must be the name of an HTTP header'],
  [{ heartbeat: { every: '1s' } }, 'heartbeat.every must be at least 10s'],
  [{ routes: [{ heartbeat: 'beat', when: 'office' }] }, /^routes\[0\]\.when has no place beside heartbeat/],
  [{ routes: [{ heartbeat: 'beat', drop: true }] }, /^routes\[0\]\.drop has no place beside heartbeat/],
  [{ routes: [{ match: ['a=~"("'] }] }, /^routes\[0\]\.match\[0\] the regular expression is not valid RE2/],
])('%j → %s', (changes, problem) => {
  const result = parse(integration, { ...base, ...changes });
  const found = result.ok ? [] : result.problems.map(({ path, message }) => `${path} ${message}`);
  expect(found).toContainEqual(problem instanceof RegExp ? expect.stringMatching(problem) : problem);
});

test('a wrong token is not repeated in the message', () => {
  const result = parse(integration, { ...base, token: 'my secret' });
  expect(JSON.stringify(result)).not.toContain('my secret');
});

const MAIL = {
  allowFrom: [],
  accept: [],
  perMinute: 600,
  extract: { subject: null, text: null },
  resolve: { subject: null, text: null },
};

test('mail: defaults, patterns, senders', () => {
  expect(integrationOf({ type: 'email', mail: {} }).mail).toEqual(MAIL);
  const mail = {
    allowFrom: ['UPS@Example.com', '@example.org'],
    accept: ['bulk'],
    extract: { subject: '(?P<host>\\S+)' },
    resolve: { text: '(?i)cleared' },
  };
  expect(integrationOf({ type: 'email', mail }).mail).toEqual({
    ...MAIL,
    allowFrom: ['ups@example.com', '@example.org'],
    accept: ['bulk'],
    extract: { subject: '(?P<host>\\S+)', text: null },
    resolve: { subject: null, text: '(?i)cleared' },
  });
});

test('snmp: defaults of a trap', () => {
  expect(integrationOf({ type: 'snmp', snmp: { traps: [{ oid: '1.3.6.1.4.1.9.9.1' }] } }).snmp).toEqual({
    traps: [{ oid: '1.3.6.1.4.1.9.9.1', title: null, severity: null, status: 'firing', problem: null, key: null }],
    names: {},
    perMinute: 6_000,
  });
});

test.each([
  [{ type: 'email', mail: { extract: { subject: '(' } } }, 'mail.extract.subject', /not valid RE2/],
  [{ type: 'email', mail: { allowFrom: ['ups'] } }, 'mail.allowFrom[0]', /must be an address/],
  [{ type: 'email', mail: { accept: ['spam'] } }, 'mail.accept[0]', /bulk/],
  [{ type: 'webhook', mail: {} }, 'mail', /belongs to integrations of type email/],
  [{ type: 'email', snmp: {} }, 'snmp', /belongs to integrations of type snmp/],
  [{ type: 'zabbix', template: {} }, 'template', /webhook, email, snmp/],
  [{ type: 'snmp', snmp: { traps: [{ oid: 'linkDown' }] } }, 'snmp.traps[0].oid', /OID in numbers/],
])('%j is refused at %s', (input, path, message) => {
  const result = parse(integration, { ...base, ...input });
  expect(result).toMatchObject({ ok: false, problems: [{ path, message: expect.stringMatching(message) }] });
});
