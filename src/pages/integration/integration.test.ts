import { describe, expect, test } from 'vitest';
import { SOURCE_KINDS } from '#domain/routing/integration';
import { pointsOf, receiverName } from '../../api/grafana/grafana-receiver.ts';
import { freeName, isReadOnly, ownPoint, pointFor, policiesTo, withRoute } from './grafana/contact-point.ts';
import { contactPointUid, contactPointYaml } from './instructions/contact-point-file.ts';
import { isLocalOnly } from '../../api/connection/address.ts';
import { monitorFile } from './instructions/files.ts';
import { instructionsFor } from './instructions/instructions.ts';

const address = {
  publicUrl: 'https://vigie.example.com',
  token: 'tok-123',
  id: 'grafana',
  every: '1d',
  isSigned: false,
  isProvisioned: false,
  isOnly: true,
  listeners: [],
  grafanaUrl: 'https://grafana.example.com/ops',
};
const point = { uid: 'x', name: 'Vigie', type: 'webhook', settings: {}, disableResolveMessage: false };

describe('instructions', () => {
  test.each(SOURCE_KINDS)('of %s hold the address and the token, to be copied', (kind) => {
    const all = instructionsFor(kind, address)
      .map(({ text }) => text)
      .join('\n');
    expect(all).toContain('https://vigie.example.com/in');
    expect(all).toContain('tok-123');
  });

  test('are files with the addresses and the token of this installation in them, and nothing left to replace', () => {
    const named = SOURCE_KINDS.flatMap((kind) => instructionsFor(kind, address).flatMap(({ files = [] }) => files));
    expect(new Set(named)).toEqual(
      new Set([
        'set-up.mjs',
        'vigie-media-type.yaml',
        'vigie-notify',
        'notify.conf',
        'commands.cfg',
        'contacts.cfg',
        'vigie.conf',
      ]),
    );
    const texts = named.map((name) => monitorFile(name, { ...address, token: 'tok$&123' }));
    expect(texts.join('\n')).not.toMatch(/PASTE-THE-TOKEN|value: '\{\$VIGIE\./);
    expect(monitorFile('notify.conf', { ...address, token: 'tok$&123' })).toContain(
      'url = https://vigie.example.com/in\ntoken = tok$&123\n',
    );
    const mediaType = monitorFile('vigie-media-type.yaml', address);
    expect(mediaType).toContain("value: 'https://vigie.example.com/in'");
    expect(mediaType).toContain("value: 'https://grafana.example.com/ops'");
    expect(mediaType, 'what its own script says stays').toContain('set the global macro {$VIGIE.URL}');
    expect(monitorFile('vigie', address)).toMatch(/^#!/);
  });

  test('that are alternatives are ways of their own', () => {
    const ways = (kind: (typeof SOURCE_KINDS)[number]) => [
      ...new Set(instructionsFor(kind, address).map(({ way }) => way)),
    ];
    expect(ways('zabbix')).toEqual(['By script', 'By hand']);
    expect(ways('email')).toEqual(['By mail', 'By HTTP']);
    expect(ways('nagios')).toEqual([undefined]);
  });

  test('of a mail name its address, and of a trap its port, where Vigie listens', () => {
    const listeners = [
      { kind: 'smtp' as const, address: '0.0.0.0:2525', tls: null, domain: 'alerts.example.com' },
      { kind: 'snmp' as const, address: '[::]:1162', tls: null, domain: null },
    ];
    expect(instructionsFor('email', { ...address, listeners })[0]?.text).toBe('grafana+tok-123@alerts.example.com');
    expect(
      instructionsFor('email', {
        ...address,
        listeners: [{ kind: 'smtp', address: ':25', tls: null, domain: null }],
      })[0]?.text,
    ).toBe('grafana+tok-123@vigie.example.com');
    expect(instructionsFor('snmp', { ...address, listeners })[1]?.text).toContain('vigie.example.com:1162 ');
  });

  test('write a dollar sign so that Grafana sees no variable', () => {
    expect(contactPointYaml({ ...address, token: 'a$b' }, false)).toContain('authorization_credentials: a$$b');
    expect(contactPointYaml(address, true)).toContain('secret: $VIGIE_HMAC');
    expect(contactPointYaml(address, false)).not.toContain('hmac');
    expect(
      contactPointYaml({ ...address, point: { uid: 'vigie', name: 'On-call' } }, false),
      'what a file states already keeps its name',
    ).toMatch(/name: On-call[\s\S]*- uid: vigie\n/);
  });

  test.each([
    ['http://localhost:8723', true],
    ['http://127.0.0.1:8723', true],
    ['https://vigie.example.com', false],
    ['http://localhost.example.com', false],
  ])('%s is reached from this machine only: %s', (url, local) => expect(isLocalOnly(url)).toBe(local));
});

describe('the contact point', () => {
  const target = { id: 'graf.1', token: 'tok-123', publicUrl: 'https://vigie.example.com', secret: 's' };

  test('has an uid that Grafana takes', () => {
    expect(contactPointUid('graf.1')).toMatch(/^vigie-graf-1-[0-9a-z]+$/);
    expect(contactPointUid('shop_2-Paris')).toBe('vigie-shop_2-Paris');
    expect(contactPointUid('grafana'), 'as the shipped file has it').toBe('vigie-grafana');
    expect(contactPointUid('x'.repeat(100))).toHaveLength(40);
    const similar = ['graf.1', 'graf-1', 'graf~1', 'x'.repeat(50), 'x'.repeat(51), 'x'.repeat(34), 'x'.repeat(35)];
    expect(new Set(similar.map(contactPointUid)).size, 'no two integrations have one').toBe(similar.length);
    similar.forEach((id) => expect(contactPointUid(id)).toMatch(/^[A-Za-z0-9_-]{1,40}$/));
  });

  test('by file has a name of its own where several integrations are of Grafana', () => {
    expect(contactPointYaml({ ...address, id: 'shop', isOnly: false }, false)).toMatch(
      /name: Vigie shop[\s\S]*- uid: vigie-shop\n/,
    );
    expect(contactPointYaml({ ...address, id: 'shop' }, false)).toContain('name: Vigie\n');
  });

  test('is found by its uid, else by the token in its address', () => {
    const made = { ...point, uid: contactPointUid('graf.1') };
    const byHand = { ...point, settings: { url: 'http://vigie:8723/in/tok-123' } };
    expect(ownPoint([byHand, made], target)).toBe(made);
    expect(ownPoint([point, byHand], target)).toBe(byHand);
    expect(ownPoint([point], target)).toBeNull();
    const filed = { ...point, settings: { url: 'https://vigie.example.com/in' } };
    expect(ownPoint([point, filed], target), 'the only one that sends to this sidecar').toBe(filed);
    expect(ownPoint([filed, { ...filed, uid: 'other' }], target), 'one of two may be another’s').toBeNull();
    expect(
      ownPoint([filed], { id: 'graf.1', token: 'tok-123' }),
      'so may it be where there are two integrations',
    ).toBeNull();
    expect(ownPoint([{ ...point, settings: { url: 'http://vigie:8723/in/' } }], { id: 'a', token: '' })).toBeNull();
  });

  test('keeps its uid and name when it is updated, and is signed where a secret is given', () => {
    const made = pointFor(target, { ...point, name: 'On-call' }, 'Vigie');
    expect(made).toMatchObject({
      uid: 'x',
      name: 'On-call',
      settings: {
        url: 'https://vigie.example.com/in',
        authorization_credentials: 'tok-123',
        hmacConfig: { secret: 's', header: 'X-Grafana-Alerting-Signature' },
      },
    });
    expect(pointFor({ ...target, secret: null }, null, 'Vigie').settings).not.toHaveProperty('hmacConfig');
    expect(freeName([], 'a')).toBe('Vigie');
    expect(freeName([point], 'a')).toBe('Vigie a');
  });

  test.each([
    [undefined, false],
    ['', false],
    ['api', false],
    ['file', true],
    ['converted_prometheus', true],
  ])('of provenance %s is read-only: %s', (provenance, readOnly) =>
    expect(isReadOnly({ ...point, ...(provenance !== undefined && { provenance }) })).toBe(readOnly),
  );

  test('gets a route in front of the others that lets them go on, and waits less than they do', () => {
    const tree = {
      receiver: 'mail',
      group_by: ['alertname'],
      routes: [{ receiver: 'db', routes: [{ receiver: 'deep' }] }],
    };
    expect(withRoute(tree, 'Vigie', ['oncall', '=~', '.+'])).toEqual({
      ...tree,
      routes: [
        { receiver: 'Vigie', group_wait: '5s', object_matchers: [['oncall', '=~', '.+']], continue: true },
        ...tree.routes,
      ],
    });
    expect(withRoute({ receiver: 'mail' }, 'Vigie', null).routes).toEqual([
      { receiver: 'Vigie', group_wait: '5s', continue: true },
    ]);
  });

  test('is found in every policy that names it, with the matchers of those above', () => {
    const tree = {
      receiver: 'mail',
      routes: [
        {
          receiver: 'db',
          object_matchers: [['team', '=', 'db']] as Array<[string, string, string]>,
          routes: [
            {
              receiver: 'deep',
              object_matchers: [
                ['severity', '=', 'critical'],
                ['env', '!=', 'dev'],
              ] as Array<[string, string, string]>,
            },
          ],
        },
        { receiver: 'deep' },
      ],
    };
    expect(policiesTo(tree, 'deep')).toEqual([['team=db', 'severity=critical', 'env!=dev'], []]);
    expect(policiesTo(tree, 'mail')).toEqual([[]]);
    expect(policiesTo(tree, 'Vigie')).toEqual([]);
  });
});

describe('the resource API of Grafana', () => {
  test('names receivers by their title', () => {
    expect(receiverName('Vigie')).toBe('VmlnaWU');
    expect(receiverName('Équipe ✓?>')).toMatch(/^[\w-]+$/);
  });

  test('tells what files made', () => {
    const integrations = [{ uid: 'a', type: 'webhook', settings: { url: 'u' } }];
    expect(
      pointsOf([
        {
          metadata: { name: 'n', annotations: { 'grafana.com/provenance': 'none' } },
          spec: { title: 'Vigie', integrations },
        },
      ]),
    ).toEqual([{ uid: 'a', name: 'Vigie', type: 'webhook', settings: { url: 'u' }, disableResolveMessage: false }]);
    expect(
      pointsOf([
        {
          metadata: { name: 'n', annotations: { 'grafana.com/provenance': 'file' } },
          spec: { title: 'Vigie', integrations },
        },
      ]),
    ).toMatchObject([{ provenance: 'file' }]);
  });
});
