import { afterAll, describe, expect, test } from 'vitest';
import type { HeavyRefusal } from '../../ports/heavy/work.ts';
import { decodeMail } from '../../sources/email/decode.ts';
import { createMailDecoder } from './decoder.ts';

const decoder = createMailDecoder();
afterAll(() => decoder.close());

const mail = (lines: number): Uint8Array =>
  Buffer.from(
    'From: Ann <ann@x.example>\r\nTo: secret-token@vigie.example\r\nSubject: Disk\r\n' +
      `Content-Transfer-Encoding: quoted-printable\r\n\r\n${`${'=C3=A9'.repeat(12)}=\r\n`.repeat(lines)}`,
  );
const refusing = (refusal: HeavyRefusal) =>
  createMailDecoder({ run: () => Promise.resolve(refusal), close: () => Promise.resolve() });

describe('a large mail', () => {
  test.each([1, 1_000, 50_000])('of %i lines reads as in this thread, without what is hidden', async (lines) => {
    const read = await decoder.decode(mail(lines), ['secret-token']);
    expect(read).toMatchObject({ ok: true, body: { subject: 'Disk', to: '…@vigie.example' } });
    expect(read).toEqual(await decodeMail(mail(lines), ['secret-token']));
  });

  test('one after the other, none has anything of another', async () => {
    const subjects = ['a', 'b', 'c'];
    const read = await Promise.all(
      subjects.map((subject) =>
        decoder.decode(Buffer.from(`Subject: ${subject}\r\n\r\n${'x\r\n'.repeat(50_000)}`), []),
      ),
    );
    expect(read).toEqual(subjects.map(() => expect.objectContaining({ ok: true })));
    expect(read.map((one) => (one.ok ? (one.body as { subject: string }).subject : ''))).toEqual(subjects);
  });

  test('costs this thread a copy of it', async () => {
    const used = process.threadCpuUsage();
    await decoder.decode(mail(90_000), []);
    const { user, system } = process.threadCpuUsage(used);
    expect((user + system) / 1000).toBeLessThan(150);
  });

  test('that takes too much is refused; where too many wait, the sender comes again', async () => {
    expect(await refusing({ ok: false, reason: 'too-much', by: 'memory' }).decode(mail(1_000), [])).toEqual({
      ok: false,
      reason: 'the mail takes too much memory to be read',
    });
    await expect(refusing({ ok: false, reason: 'busy' }).decode(mail(1_000), [])).rejects.toThrow('too many');
  });
});
