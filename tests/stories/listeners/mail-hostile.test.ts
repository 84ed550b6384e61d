/** What a mail listener meets on a network: scanners, half mails, bombs. It stays up, bounded, and says no. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendMail, Typed } from '../../support/mail-sender.ts';
import { startSidecar, type Sidecar } from '../../support/sidecar.ts';
import { until } from '../../support/waiting.ts';
import { listenerAddress } from './listener.ts';

const TOKEN = 'ups-token-0123456789abcdef';
const TO = `${TOKEN}@vigie.example.com`;
const provisioning = `
apiVersion: 1
users: [ { login: ann, email: ann@example.com } ]
escalationPolicies: [ { id: sre, steps: [ { notify: [ { user: ann } ] } ] } ]
integrations: [ { id: ups, type: email, token: ${TOKEN}, policy: sre } ]
`;

describe('in the clear', () => {
  let sidecar: Sidecar;
  let address: string;
  beforeAll(async () => {
    sidecar = await startSidecar({ provisioning, env: { VIGIE_SMTP_LISTEN: '127.0.0.1:0' } });
    address = await listenerAddress(sidecar, 'smtp');
  });
  afterAll(() => sidecar.remove());

  const incidents = async () => (await sidecar.api<{ items: Array<{ title: string }> }>('GET', 'incidents')).body.items;

  /** Talks until a mail could begin. */
  async function begun(): Promise<Typed> {
    const typed = new Typed(address);
    await typed.reply();
    await typed.say('EHLO x.example');
    await typed.say('MAIL FROM:<a@x.example>');
    return typed;
  }

  it.each<[string, string]>([
    ['words', 'HELLO\r\n'.repeat(20)],
    ['a web browser', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['a line without end', 'A'.repeat(100_000)],
    ['bytes', '\0\x01\xff'.repeat(5_000)],
    ['thousands of commands at once', 'NOOP\r\n'.repeat(20_000) + 'QUIT\r\n'],
  ])('%s: hung up', async (_, text) => {
    const typed = new Typed(address);
    typed.write(Buffer.from(text, 'latin1'));
    await until('it is hung up', () => typed.ended, 15_000);
  });

  it('ten thousand recipients: twenty, and those that exist', async () => {
    const typed = await begun();
    const answers = new Map<string, number>();
    for (let i = 0; i < 30; i++) {
      const code = (await typed.say(`RCPT TO:<n${i}+${TOKEN}@vigie.example.com>`)).slice(0, 3);
      answers.set(code, (answers.get(code) ?? 0) + 1);
    }
    expect(Object.fromEntries(answers)).toEqual({ 250: 20, 452: 10 });
    typed.close();
  });

  it('guessing addresses: hung up after a few', async () => {
    const typed = await begun();
    const answers = [];
    for (let i = 0; i < 6; i++) answers.push((await typed.say(`RCPT TO:<guess-${i}@vigie.example.com>`)).slice(0, 3));
    expect(answers).toEqual(['550', '550', '550', '550', '550', '421']);
    await until('it is hung up', () => typed.ended);
  });

  it('half a mail is no mail', async () => {
    const typed = await begun();
    await typed.say(`RCPT TO:<${TO}>`);
    await typed.say('DATA');
    typed.write('From: a@x.example\r\nSubject: Half\r\n\r\nand then');
    typed.close();
    await until('the cut is counted', async () =>
      (await sidecar.request<string>('GET', '/metrics')).body.includes(
        'vigie_mails_total{outcome="refused",reason="cut"} 1',
      ),
    );
    expect(await incidents()).toEqual([]);
  });

  it('offers what it can keep', async () => {
    const typed = new Typed(address);
    await typed.reply();
    const offered = (await typed.say('EHLO x.example')).split('\n').map((line) => line.slice(4).trim().split(' ')[0]);
    expect(offered.slice(1).sort()).toEqual(['8BITMIME', 'SIZE', 'SMTPUTF8']);
    typed.close();
  });

  it.each<[string, RegExp, () => string]>([
    ['a million headers', /^554 .*header/i, () => `${'X-A: b\r\n'.repeat(100_000)}\r\nx`],
    [
      'parts in parts in parts',
      /^554 /,
      () =>
        `From: a@x.example\r\n${Array.from({ length: 3_000 }, (_, i) => `Content-Type: multipart/mixed; boundary="b${i}"\r\n\r\n--b${i}\r\n`).join('')}x`,
    ],
    ['more than it takes', /^552 /, () => `Subject: big\r\n\r\n${'x'.repeat(998)}\r\n`.repeat(11_000)],
    ['nothing', /^554 .*subject: missing/, () => 'From: a@x.example\r\n\r\n'],
  ])('%s: refused for good', async (_, answer, raw) => {
    expect(await sendMail(address, { to: TO, raw: raw() })).toMatch(answer);
  });

  it('a subject cannot break the answer', async () => {
    expect(
      await sendMail(address, {
        to: TO,
        raw: 'Precedence: bulk\r\nFrom: a@x.example\r\nSubject: =?utf-8?q?x=0D=0A250_OK?=\r\n\r\nx',
      }),
    ).toMatch(/^550 bulk: [^\r\n]*$/);
  });

  it('too many at once from one address', async () => {
    const many = Array.from({ length: 25 }, () => new Typed(address));
    const greetings = await Promise.all(many.map((one) => one.reply()));
    expect(greetings.filter((text) => text.startsWith('220 '))).toHaveLength(20);
    expect(greetings.filter((text) => text.startsWith('421 '))).toHaveLength(5);
    many.forEach((one) => one.close());
    await until('there is room again', async () =>
      (await sendMail(address, { to: TO, subject: 'Fan stopped' })).startsWith('250 '),
    );
  });

  it('and it takes mail as before', async () => {
    expect((await incidents()).map(({ title }) => title)).toEqual(['Fan stopped']);
    expect(sidecar.errors).toEqual([]);
  });

  it.each([
    [
      'a part that does not say what it is',
      'From: a@x.example\r\nSubject: Fan stopped\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type:\r\n\r\n...\r\n--b--\r\n',
    ],
    [
      'cut off among its headers',
      'From: a@x.example\r\nSubject: Fan stopped\r\nContent-Type: message/rfc822\r\nContent-Disposition: inline',
    ],
  ])('%s: taken', async (_, raw) => {
    expect(await sendMail(address, { to: TO, raw })).toMatch(/^250 /);
    expect((await sidecar.request('GET', '/readyz')).status).toBe(200);
  });

  it('a mail under way when it is asked to end is still taken', async () => {
    const typed = await begun();
    await typed.say(`RCPT TO:<${TO}>`);
    await typed.say('DATA');
    typed.write('From: a@x.example\r\nSubject: At the end\r\n\r\nx');
    const stopped = sidecar.stop();
    expect(await typed.say('\r\n.')).toMatch(/^250 /);
    await stopped;
    await sidecar.start();
    expect((await incidents()).map(({ title }) => title)).toContain('At the end');
  });
});

describe('encrypted', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'vigie-tls-'));
  const [cert, key] = [path.join(folder, 'cert.pem'), path.join(folder, 'key.pem')];
  const make = (name: string) =>
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:P-256',
        '-nodes',
        '-days',
        '2',
        '-subj',
        `/CN=${name}`,
        '-keyout',
        key,
        '-out',
        cert,
      ],
      { stdio: 'ignore' },
    );
  const env = { VIGIE_SMTP_LISTEN: '127.0.0.1:0', VIGIE_SMTP_TLS_CERT: cert, VIGIE_SMTP_TLS_KEY: key };
  const tls = { ignoreTLS: false, requireTLS: true, tls: { rejectUnauthorized: false } };
  let sidecar: Sidecar | null = null;
  beforeAll(() => make('one.example'));
  afterAll(async () => {
    await sidecar?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it('required, with a password; a renewed certificate is taken', async () => {
    sidecar = await startSidecar({
      provisioning,
      env: { ...env, VIGIE_SMTP_TLS: 'required', VIGIE_SMTP_AUTH: 'monitor:s3cret' },
    });
    const address = await listenerAddress(sidecar, 'smtp');
    const mail = { to: TO, subject: 'Fan stopped' };
    const auth = { user: 'monitor', pass: 's3cret' };
    expect(await sendMail(address, mail)).toMatch(/^530 /);
    expect(await sendMail(address, mail, tls)).toMatch(/^530 /);
    expect(await sendMail(address, mail, { ...tls, auth: { ...auth, pass: 'wrong' } })).toMatch(/^535 /);
    expect(await sendMail(address, mail, { ...tls, auth })).toMatch(/^250 /);
    const names: string[] = [];
    const seen = { ...tls, auth, tls: { rejectUnauthorized: true, checkServerIdentity: () => undefined } };
    names.push(await sendMail(address, mail, seen));
    make('two.example');
    await sidecar.provision(provisioning);
    await sidecar.logLine(({ msg }) => msg === 'the mail listener loaded a new certificate');
    expect(await sendMail(address, mail, { ...tls, auth })).toMatch(/^250 /);
    expect(names[0]).toMatch(/self-signed/);
    expect(JSON.stringify(sidecar.log)).not.toContain('s3cret');
  });

  it('from the first byte', async () => {
    await sidecar?.remove();
    sidecar = await startSidecar({ provisioning, env: { ...env, VIGIE_SMTP_TLS: 'implicit' } });
    const address = await listenerAddress(sidecar, 'smtp');
    expect(
      await sendMail(
        address,
        { to: TO, subject: 'Fan stopped' },
        { secure: true, ignoreTLS: false, tls: { rejectUnauthorized: false } },
      ),
    ).toMatch(/^250 /);
  });

  it('a key that belongs to another certificate: it does not start, and says which', async () => {
    await sidecar?.remove();
    sidecar = null;
    await expect(
      startSidecar({ provisioning, env: { ...env, VIGIE_SMTP_TLS_KEY: path.join(folder, 'none.pem') } }),
    ).rejects.toThrow(/VIGIE_SMTP_TLS_KEY cannot be used/);
  });
});
