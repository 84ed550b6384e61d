import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { communityOf, createDecoder } from './packet.ts';
import { inform, oidOf, text, trapV1, trapV2, v3 } from '../../../tests/support/snmp-packets.ts';

const decode = createDecoder();
const sender = { address: '192.0.2.1', port: 40_000 };
const LINK_DOWN = '1.3.6.1.6.3.1.1.5.3';

describe('v2c', () => {
  it('a trap has no answer', () => {
    const packet = trapV2('comm', LINK_DOWN, [
      ['1.3.6.1.2.1.2.2.1.1.3', 3],
      ['1.3.6.1.2.1.2.2.1.2.3', text('Gi0/3')],
      ['1.3.6.1.2.1.2.2.1.6.3', text(Buffer.from('001b21ff', 'hex'))],
      ['1.3.6.1.2.1.1.2.0', oidOf('1.3.6.1.4.1.8072')],
    ]);
    expect(decode(packet, sender)).toEqual({
      ok: true,
      community: 'comm',
      answer: null,
      body: {
        version: '2c',
        kind: 'trap',
        source: '192.0.2.1',
        agent: '192.0.2.1',
        trap: LINK_DOWN,
        uptime: 123,
        requestId: null,
        varbinds: [
          { oid: '1.3.6.1.2.1.2.2.1.1.3', type: 'Integer', value: 3 },
          { oid: '1.3.6.1.2.1.2.2.1.2.3', type: 'OctetString', value: 'Gi0/3' },
          { oid: '1.3.6.1.2.1.2.2.1.6.3', type: 'OctetString', value: '00:1b:21:ff' },
          { oid: '1.3.6.1.2.1.1.2.0', type: 'OID', value: '1.3.6.1.4.1.8072' },
        ],
      },
    });
  });

  it('an inform has one, which the sender decides when to send', () => {
    const read = decode(inform('comm', 4711, LINK_DOWN, []), sender);
    expect(read).toMatchObject({ ok: true, body: { kind: 'inform', requestId: 4711 } });
    // A response (a2) with the same request id.
    expect(read.ok && read.answer?.toString('hex')).toMatch(/^30.*a2.*02021267/);
  });

  it('one handed on says whom it is about, and keeps the community to itself', () => {
    const packet = trapV2('comm', LINK_DOWN, [
      ['1.3.6.1.6.3.18.1.3.0', { address: '10.1.2.3' }],
      ['1.3.6.1.6.3.18.1.4.0', text('secret')],
    ]);
    const read = decode(packet, sender);
    expect(read).toMatchObject({ ok: true, body: { source: '192.0.2.1', agent: '10.1.2.3' } });
    expect(JSON.stringify(read.ok && read.body)).not.toContain('secret');
  });
});

describe('v1 by RFC 3584', () => {
  it.each([
    [0, 0, '1.3.6.1.6.3.1.1.5.1'],
    [2, 0, LINK_DOWN],
    [5, 0, '1.3.6.1.6.3.1.1.5.6'],
    [6, 5, '1.3.6.1.4.1.318.0.5'],
  ])('generic %i, specific %i: %s', (generic, specific, trap) => {
    expect(
      decode(trapV1('comm', { enterprise: '1.3.6.1.4.1.318', agent: '10.9.8.7', generic, specific }), sender),
    ).toMatchObject({
      ok: true,
      community: 'comm',
      answer: null,
      body: { version: '1', agent: '10.9.8.7', trap, uptime: 123 },
    });
  });

  it('an agent that does not know its address is the sender', () => {
    expect(
      decode(trapV1('comm', { enterprise: '1.3.6.1.4.1.318', agent: '0.0.0.0', generic: 0, specific: 0 }), sender),
    ).toMatchObject({ body: { agent: '192.0.2.1' } });
  });
});

describe('what is none', () => {
  it('v3 is named', () => {
    expect(decode(v3(), sender)).toMatchObject({ ok: false, reason: 'v3' });
  });

  it('a v2c trap without its OID', () => {
    expect(decode(trapV2('comm', null, []), sender)).toMatchObject({ ok: false, reason: 'not-a-trap' });
  });

  it('any bytes, and any trap with bytes changed or cut off, are read or refused', () => {
    const good = [
      trapV2('comm', LINK_DOWN, [
        ['1.3.6.1.2.1.2.2.1.1.3', 3],
        ['1.3.6.1.2.1.2.2.1.2.3', text('Gi0/3')],
      ]),
      inform('comm', 1, LINK_DOWN, []),
      trapV1('comm', { enterprise: '1.3.6.1.4.1.318', agent: '10.9.8.7', generic: 6, specific: 5 }),
    ];
    const broken = fc
      .tuple(fc.constantFrom(...good), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 5 }), fc.nat())
      .map(([packet, changes, cut]) => {
        const copy = Buffer.from(packet);
        changes.forEach(([at, byte]) => (copy[at % copy.length] = byte));
        return copy.subarray(0, cut % 3 === 0 ? cut % copy.length : copy.length);
      });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 1_500 }).map((bytes) => Buffer.from(bytes)),
          broken,
        ),
        (packet) => {
          const read = decode(packet, sender);
          expect(read.ok ? read.body.trap : read.reason).toMatch(/./);
        },
      ),
      { numRuns: 3_000 },
    );
    expect(decode(good[0] as Buffer, sender).ok).toBe(true);
  });
});

describe('the community', () => {
  it.each([
    ['of v1', trapV1('comm', { enterprise: '1.3.6.1.4.1.318', agent: '10.9.8.7', generic: 2, specific: 0 }), 'comm'],
    ['of v2c', trapV2('comm', LINK_DOWN, []), 'comm'],
    [
      'of many values',
      trapV2(
        'comm',
        LINK_DOWN,
        Array.from({ length: 900 }, (_, i) => [`1.3.${i}`, text('e')]),
      ),
      'comm',
    ],
    ['that is long', trapV2('é'.repeat(400), LINK_DOWN, []), 'é'.repeat(400)],
    ['of v3', v3(), null],
    ['of nothing', Buffer.alloc(0), null],
    ['of bytes', Buffer.alloc(60_000, 0x30), null],
  ])('%s is read without the rest', (_what, packet, community) => {
    expect(communityOf(packet)).toBe(community);
  });

  it('is read of what is cut off behind it, and of nothing that is cut off within', () => {
    const packet = trapV2('comm', LINK_DOWN, []);
    const end = packet.indexOf('comm') + 4;
    expect(communityOf(Buffer.concat([packet.subarray(0, 1), Buffer.from([end - 2]), packet.subarray(2, end)]))).toBe(
      'comm',
    );
    for (let length = 0; length < end; length++) expect(communityOf(packet.subarray(0, length))).toBeNull();
  });
});
