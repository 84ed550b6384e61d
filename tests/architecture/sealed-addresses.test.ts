/** What grants access to whoever knows it is sealed at rest: what channels say of it is what the store does. */
import { describe, expect, it } from 'vitest';
import { SECRET_METHODS } from '#domain/notify/address/secret-address';
import { CHANNEL_DEFINITIONS } from '../../backend-shim/channels/registry.ts';
import { createVault } from '../../backend-shim/adapters/vault.ts';
import { openBody, sealBody } from '../../backend-shim/configuration/secrets.ts';
import { isSealedText, SECRET_SETTINGS } from '../../backend-shim/store/configuration/secret-places.ts';

const definitions = [...CHANNEL_DEFINITIONS.values()];
const vault = createVault('a key of at least thirty-two bytes');

/** Addresses of services that know us by secrets beside them. Those with a password inside are sealed all the same. */
const PLACES = ['apiUrl'];

describe('A channel says what is sealed', () => {
  it('of addresses of people', () => {
    const sealed = definitions.filter(({ address }) => address.sealed === true).map(({ kind }) => kind);
    expect(new Set(sealed)).toEqual(SECRET_METHODS);
  });

  it('of settings', () => {
    const sealed = definitions.flatMap(({ kind, fields }) => {
      const names = fields.filter((field) => field.sealed === true).map(({ name }) => name);
      return names.length === 0 ? [] : [[kind, names.sort()] as const];
    });
    expect(Object.fromEntries(sealed)).toEqual(
      Object.fromEntries(Object.entries(SECRET_SETTINGS).map(([kind, names]) => [kind, names.toSorted()])),
    );
  });

  it('of every address and every template into which a key may be typed', () => {
    const open = definitions.flatMap(({ kind, fields }) =>
      fields
        .filter(({ name, secret, sealed }) => !secret && sealed !== true && !PLACES.includes(name))
        .filter(({ name }) => /url|template|headers|body/i.test(name))
        .map(({ name }) => `${kind}.${name}`),
    );
    expect(open, 'mark them `sealed`, here and in SECRET_SETTINGS').toEqual([]);
    const people = definitions.filter(
      ({ address: { format, sealed } }) => /web-address|topic/.test(format) && sealed !== true,
    );
    expect(
      people.map(({ kind }) => kind),
      'mark the address `sealed`, here and in SECRET_METHODS',
    ).toEqual([]);
  });
});

describe('What is sealed', () => {
  const SECRET = 'https://hooks.example.com/known';
  const bodies: Array<[string, object]> = [
    ...Object.entries(SECRET_SETTINGS).map(([type, names]): [string, object] => [
      'channels',
      { id: 'a', type, settings: Object.fromEntries(names.map((name) => [name, SECRET])), secrets: { token: SECRET } },
    ]),
    ['channels', { id: 'a', type: 'slack', settings: { apiUrl: 'https://me:known@slack.example.com' }, secrets: {} }],
    ['channels', { id: 'a', type: 'of-later', settings: { place: 'https://x.example.com/?key=known', n: 1 } }],
    ['integrations', { id: 'a', sync: { url: 'https://me:known@am.example.com' } }],
    ...[...SECRET_METHODS].map((type): [string, object] => [
      'users',
      { contactMethods: [{ id: 'a', type, to: SECRET }] },
    ]),
    ...[...SECRET_METHODS].map((type): [string, object] => [
      'profiles',
      {
        contactMethods: [{ id: 'a', type, to: SECRET }],
        verified: [{ id: 'a', type, to: SECRET }],
        trustedMethods: [{ id: 'a', type, to: SECRET }],
      },
    ]),
  ];

  it.each(bodies)('%s %j: is not there, and comes back', (kind, body) => {
    const sealed = sealBody(kind, body, vault);
    expect(JSON.stringify(sealed)).not.toContain('known');
    expect(openBody(kind, sealed, vault)).toEqual(body);
  });

  it('is nothing that people are reached by as everybody knows it, and no place', () => {
    const body = {
      id: 'a',
      type: 'slack',
      settings: { apiUrl: 'https://slack-gov.com/api', channel: '#sre' },
      secrets: {},
    };
    expect(sealBody('channels', body, vault)).toEqual(body);
    const methods = {
      contactMethods: [
        { id: 'a', type: 'sms', to: '+33612345678' },
        { id: 'b', type: 'email', to: 'a@b.fr' },
      ],
    };
    expect(sealBody('users', methods, vault)).toEqual(methods);
  });

  it('is not opened for whoever types it in, as it stands in a stolen backup', () => {
    const stolen = vault.seal('https://hooks.example.com/of-somebody-else');
    expect(isSealedText(stolen)).toBe(true);
    for (const isAlways of [true, false]) {
      const seals = { ...vault, sealsAddresses: () => isAlways };
      for (const body of [
        { id: 'a', type: 'webhook', settings: { template: stolen }, secrets: { token: stolen } },
        { id: 'a', type: 'slack', settings: { apiUrl: stolen }, secrets: {} },
      ]) {
        expect(openBody('channels', sealBody('channels', body, seals), seals)).toEqual(body);
      }
    }
  });
});
