import { afterEach, describe, expect, it } from 'vitest';
import { createFakeClock, fakeIncident, fakeMessage, fakeRequest } from '../shared/testing/delivery.fake.ts';
import { definition } from './definition.ts';
import { startPeer } from './peer.fake.ts';
import type { MailPeer } from './peer.fake.ts';
import { createEmailChannel } from './send.ts';

let peer: MailPeer;
afterEach(() => peer?.close());

async function mail(change: Partial<Parameters<typeof fakeRequest>[0]> = {}) {
  peer = await startPeer();
  await peer.channel.send(fakeRequest({ ...peer.destination, ...change }));
  const [first] = peer.mails;
  if (first === undefined) throw new Error('no mail came');
  return first;
}

describe('a mail', () => {
  it('says what happened, as text and as HTML', async () => {
    const { subject, text, html, to, from, date } = await mail();
    expect(subject).toBe('[Critical] Disk full on db-1 (#1042)');
    expect([to, from].flat().map((each) => each?.text)).toEqual([
      '"Ann Martin" <ann@example.com>',
      '"Vigie" <vigie@oncall.example.com>',
    ]);
    expect(text).toContain('If nobody answers, at 14:15: Ben Petit will be paged');
    expect(html).toContain('href="https://vigie.example.com/r/TOKEN/acknowledge"');
    expect(date).toEqual(new Date('2026-01-07T13:10:00Z'));
  });

  it('says that no person wrote it and which incident it is about', async () => {
    const { headers } = await mail();
    expect(headers.get('auto-submitted')).toBe('auto-generated');
    expect(headers.get('x-vigie-incident')).toBe(fakeIncident().id);
  });

  it('is in French for a French reader', async () => {
    const { subject, text } = await mail({ message: fakeMessage({ language: 'fr' }) });
    expect(subject).toBe('[Critique] Disk full on db-1 (#1042)');
    expect(text).toContain('Prendre en charge');
  });

  it('shows markup of the source as text', async () => {
    const { html } = await mail({
      message: fakeMessage({
        incident: fakeIncident({
          title: '<img src=x onerror=alert(1)>',
          description: '"&\'',
          url: 'javascript:alert(1)',
        }),
      }),
    });
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(html).not.toContain('javascript:');
  });

  it('lets no title add a header or a recipient', async () => {
    const { headers, subject, bcc } = await mail({
      message: fakeMessage({ incident: fakeIncident({ title: 'a\r\nBcc: dee@example.com\r\nX-Evil: 1' }) }),
    });
    expect(subject).toContain('a Bcc: dee@example.com X-Evil: 1');
    expect(bcc).toBeUndefined();
    expect(headers.has('x-evil')).toBe(false);
  });

  it('lets no name add a recipient', async () => {
    const { to } = await mail({
      message: fakeMessage({ person: { login: 'ann', name: 'Ann" <dee@example.com>, "x' } }),
    });
    expect(
      [to]
        .flat()
        .flatMap((each) => each?.value ?? [])
        .map((each) => each.address),
    ).toEqual(['ann@example.com']);
  });

  it('goes to the address of a room', async () => {
    const { to } = await mail({ to: '', settings: { to: 'sre@example.com' }, message: fakeMessage({ person: null }) });
    expect([to].flat().map((each) => each?.text)).toEqual(['sre@example.com']);
  });
});

describe('a thread', () => {
  it('contains all mails of one incident and no others', async () => {
    const page = await mail();
    await peer.channel.send(
      fakeRequest({
        ...peer.destination,
        idempotencyKey: '2',
        message: fakeMessage({ kind: 'update', update: { kind: 'resolved', actor: null, text: null } }),
      }),
    );
    await peer.channel.send(
      fakeRequest({
        ...peer.destination,
        idempotencyKey: '3',
        message: fakeMessage({ incident: fakeIncident({ id: 'other' }) }),
      }),
    );
    const [, update, other] = peer.mails;
    expect(page.references).toBe('<incident-01KE0000000000000000000001@oncall.example.com>');
    expect([update?.references, update?.inReplyTo]).toEqual([page.references, page.references]);
    expect(update?.subject).toBe(`Re: ${page.subject}`);
    expect(other?.references).not.toBe(page.references);
    expect(new Set(peer.mails.map((each) => each.messageId)).size).toBe(3);
  });

  it('is not opened by a test', async () => {
    expect((await mail({ message: fakeMessage({ kind: 'test', incident: null }) })).references).toBeUndefined();
  });
});

describe('the mail server refuses', () => {
  it.each<[Parameters<MailPeer['refuseAt']>[0], number, string, object]>([
    ['to', 550, '5.1.1 no such user', { kind: 'never', reason: 'bad-address' }],
    ['to', 550, 'no such user', { kind: 'never', reason: 'bad-address' }],
    ['to', 551, 'moved', { kind: 'never', reason: 'bad-address' }],
    ['to', 553, 'bad name', { kind: 'never', reason: 'bad-address' }],
    ['to', 554, 'no', { kind: 'never', reason: 'refused' }],
    ['to', 550, '5.7.1 relaying denied', { kind: 'never', reason: 'refused' }],
    ['to', 550, '5.2.1 mailbox closed', { kind: 'never', reason: 'bad-address' }],
    ['to', 450, '4.2.0 greylisted', { kind: 'retry', reason: 'server-error' }],
    ['to', 452, '4.2.2 mailbox full', { kind: 'retry', reason: 'server-error' }],
    ['to', 421, '4.3.2 going down', { kind: 'retry', reason: 'server-error' }],
    ['data', 451, 'later', { kind: 'retry', reason: 'server-error' }],
    ['data', 552, 'too large', { kind: 'never', reason: 'refused' }],
    ['data', 554, '5.7.1 spam', { kind: 'never', reason: 'refused' }],
    ['from', 550, '5.7.1 not your domain', { kind: 'retry', reason: 'misconfigured' }],
    ['from', 451, 'later', { kind: 'retry', reason: 'server-error' }],
    ['auth', 535, '5.7.8 wrong', { kind: 'retry', reason: 'misconfigured' }],
    ['auth', 454, '4.7.0 later', { kind: 'retry', reason: 'server-error' }],
  ])('at %s with %i %s', async (where, code, text, outcome) => {
    peer = await startPeer();
    peer.refuseAt(where, code, text);
    const result = await peer.channel.send(fakeRequest(peer.destination));
    expect(result).toMatchObject(outcome);
    expect('detail' in result ? result.detail : '').toContain(String(code));
  });
});

describe('the mail server cannot be used', () => {
  it('because its certificate is self-signed', async () => {
    peer = await startPeer({ secure: true }, 'smtps');
    expect(await peer.channel.send(fakeRequest(peer.destination))).toMatchObject({
      kind: 'retry',
      reason: 'misconfigured',
      detail: expect.stringContaining('certificate'),
    });
  });

  it('because it is not the TLS server that was named', async () => {
    peer = await startPeer({}, 'smtps');
    expect(await peer.channel.send(fakeRequest(peer.destination))).toMatchObject({
      kind: 'retry',
      reason: 'misconfigured',
    });
  });

  it('because it never finishes', async () => {
    peer = await startPeer();
    peer.behave('hang');
    const reached = peer.reached();
    const sending = peer.channel.send(fakeRequest(peer.destination));
    await reached;
    peer.clock.wake();
    expect(await sending).toMatchObject({ kind: 'retry', reason: 'timeout' });
  });

  it('by a process that holds the mail no longer when the server is ready for it', async () => {
    peer = await startPeer();
    const own = new AbortController();
    let asked = 0;
    const signal = Object.assign(own.signal, { mayLeave: () => (asked++, own.abort(), false) });
    expect(await peer.channel.send(fakeRequest({ ...peer.destination, signal }))).toMatchObject({
      kind: 'retry',
      reason: 'cancelled',
    });
    expect(await peer.channel.send(fakeRequest(peer.destination)), 'others go on').toMatchObject({ kind: 'done' });
    expect([peer.mails.length, asked]).toEqual([1, 1]);
  });

  it.each([
    [null, 'Vigie <v@example.com>', 'VIGIE_SMTP_URL'],
    ['smtp://127.0.0.1:1', null, 'VIGIE_MAIL_FROM'],
  ])('because it is not set up (%s, %s)', async (smtpUrl, mailFrom, name) => {
    const channel = createEmailChannel({ smtpUrl, mailFrom, clock: createFakeClock() });
    expect(await channel.send(fakeRequest({ to: 'ann@example.com' }))).toMatchObject({
      kind: 'retry',
      reason: 'not-configured',
      detail: expect.stringContaining(name),
    });
    await channel.close?.();
  });
});

describe('an address', () => {
  it.each(['ann@example.com', 'ann+oncall@localhost', 'ann.martin@xn--caf-dma.example', 'anné@exämple.com'])(
    '%s is one',
    (to) => {
      expect(definition.address.validate(to)).toBeNull();
    },
  );

  it.each(['ann', '@example.com', 'ann@', 'a@b, c@d', 'Ann <ann@example.com>', 'ann@example.com\r\nBcc: x@y', 'a b@c'])(
    '%s is none',
    async (to) => {
      expect(definition.address.validate(to)).toContain('ann@example.com');
      peer = await startPeer();
      expect(await peer.channel.send(fakeRequest({ to }))).toMatchObject({ kind: 'never', reason: 'bad-address' });
      expect(peer.mails).toEqual([]);
    },
  );
});
