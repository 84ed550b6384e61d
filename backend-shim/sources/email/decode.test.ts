import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeMail, hidden, type MailBody } from './decode.ts';

async function decode(raw: string | Buffer, hide: string[] = []): Promise<MailBody> {
  const decoded = await decodeMail(typeof raw === 'string' ? Buffer.from(raw) : raw, hide);
  if (!decoded.ok) throw new Error(decoded.reason);
  return decoded.body as MailBody;
}

const html = (text: string) =>
  `From: a@x.example\r\nSubject: s\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${text}`;

describe('a mail', () => {
  it('is read whatever it is written in', async () => {
    const raw = [
      'Received: from a',
      ' by b',
      'Received: from c by d',
      'From: =?utf-8?q?Gar=C3=A7on?= <UPS@Example.com>',
      'To: "U" <ups@vigie.example>, b@c.example',
      'Subject: =?iso-8859-1?Q?D=E9bit?= =?utf-8?b?IOKAkyDkuK0=?=',
      'Date: Tue, 3 Feb 2026 10:00:00 +0100',
      'Message-ID: <1@x>',
      'In-Reply-To: <a@b> (a note)',
      'References: <a@b>',
      ' <c@d>',
      'X-Twice: 1',
      'X-Twice: 2',
      'Content-Type: text/plain; charset=iso-8859-15',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      'Prix : 5 =A4',
      '',
    ].join('\r\n');
    expect(await decode(raw)).toMatchObject({
      from: 'ups@example.com',
      fromName: 'Garçon',
      to: '"U" <ups@vigie.example>, b@c.example',
      subject: 'Débit – 中',
      text: 'Prix : 5 €',
      date: '2026-02-03T09:00:00.000Z',
      messageId: '<1@x>',
      inReplyTo: '<a@b>',
      references: ['<a@b>', '<c@d>'],
      hops: 2,
      attachments: [],
      headers: { 'x-twice': '1\n2' },
    });
  });

  it('in several parts gives its text, and the names of the rest', async () => {
    const part = (headers: string, text: string) => `--b\r\n${headers}\r\n\r\n${text}\r\n`;
    const raw = `From: a@x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${part('Content-Type: text/html', '<p>Fan <b>2</b></p>')}${part('Content-Type: application/pdf; name="r.pdf"\r\nContent-Transfer-Encoding: base64', 'AAAA'.repeat(50_000))}--b--\r\n`;
    expect(await decode(raw)).toMatchObject({ text: 'Fan 2', attachments: ['r.pdf'] });
  });

  it('prefers text to HTML', async () => {
    const raw =
      'From: a@x\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nplain\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>html</p>\r\n--b--\r\n';
    expect((await decode(raw)).text).toBe('plain');
  });

  it('of nothing is a mail of nothing', async () => {
    expect(await decode('')).toMatchObject({
      from: null,
      subject: null,
      text: null,
      messageId: null,
      references: [],
      headers: {},
    });
  });
});

describe('what would take too long or too much', () => {
  it.each<[string, string]>([
    ['a million headers', 'X-A: b\r\n'.repeat(300_000)],
    ['one huge header', `Subject: ${'a'.repeat(2_000_000)}\r\n\r\nx`],
    [
      'parts in parts',
      `From: a@x\r\n${Array.from({ length: 3_000 }, (_, i) => `Content-Type: multipart/mixed; boundary="b${i}"\r\n\r\n--b${i}\r\n`).join('')}x`,
    ],
    [
      'thousands of parts',
      `Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\nContent-Type: text/plain\r\n\r\nhello\r\n'.repeat(5_000)}`,
    ],
  ])('%s: refused', async (_, raw) => {
    expect(await decodeMail(Buffer.from(raw), [])).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/^the mail cannot be read: Max/),
    });
  });

  it.each<[string, string]>([
    ['HTML without end', html('<p>a<b>c</b></p>'.repeat(300_000))],
    ['HTML that is nested without end', html('<div>'.repeat(50_000))],
    ['open attributes', html('<a href="'.repeat(50_000))],
    ['long text', `Subject: s\r\n\r\n${'x y z\r\n'.repeat(300_000)}`],
    ['addresses', `To: ${'a@b.example, '.repeat(15_000)}\r\n\r\nx`],
    ['encoded words', `Subject: ${'=?utf-8?q?a?= '.repeat(15_000)}\r\n\r\nx`],
    ['references', `References: ${'<a@b> '.repeat(15_000)}\r\n\r\nx`],
  ])('%s: bounded', async (_, raw) => {
    const started = performance.now();
    const body = await decode(raw);
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(JSON.stringify(body).length).toBeLessThan(300_000);
  });
});

it.each([
  ['Content-Type:', 'attachment'],
  ['Content-Type:\r\nContent-Disposition: attachment; filename=', 'attachment'],
  ['Content-Type: application/x-empty', 'application/x-empty'],
])('a part that does not say what it is has a name all the same: %j', async (head, name) => {
  const raw = `From: a@example.com\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\ntext\r\n--b\r\n${head}\r\n\r\n...\r\n--b--\r\n`;
  expect(await decodeMail(Buffer.from(raw), [])).toMatchObject({
    ok: true,
    body: { text: 'text', attachments: [name] },
  });
});

it.each([
  'Content-Type: message/rfc822\r\nContent-Disposition: inline',
  'Content-Type: message/rfc822\r\nContent-Disposition: inline; filename=x\r\nx',
  'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: message/rfc822\r\nContent-Disposition: inline',
])('a mail that is cut off among its headers is not waited for: %j', async (raw) => {
  expect(await decodeMail(Buffer.from(raw), [])).toMatchObject({ ok: true });
});

it('any bytes are a mail or are refused', async () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 2_000 }),
    fc
      .array(
        fc.constantFrom(
          'From: ',
          '\r\n',
          '--b',
          'Content-Type: multipart/mixed; boundary=b',
          '=?utf-8?q?',
          '?=',
          '\0',
          '<a@b>',
          'é',
          ':',
          ';',
          'charset=utf-7',
          'Content-Transfer-Encoding: base64',
          'Content-Type:',
          'Content-Type: message/rfc822',
          'Content-Disposition: inline',
          'x',
        ),
        { maxLength: 60 },
      )
      .map((parts) => Buffer.from(parts.join(''))),
  );
  await fc.assert(
    fc.asyncProperty(bytes, async (raw) => {
      const decoded = await decodeMail(raw, ['secret']);
      expect(decoded.ok ? typeof decoded.body : decoded.reason).toMatch(/./);
    }),
    { numRuns: 300 },
  );
});

it('secrets of addresses are hidden everywhere, in small letters too', async () => {
  const body = await decode(
    'To: UPS+Tok.En-123@x.example\r\nDelivered-To: tok.en-123@x.example\r\nReceived: from a for <ups+tok.en-123@x.example>\r\nSubject: for tok.en-123\r\n\r\nTOK.EN-123',
    ['Tok.En-123'],
  );
  expect(JSON.stringify(body).toLowerCase()).not.toContain('tok.en-123');
  expect(body.to).toBe('UPS+…@x.example');
  expect(hidden({ a: ['tokXen-123'] }, ['tok.en-123'])).toEqual({ a: ['tokXen-123'] });
});
