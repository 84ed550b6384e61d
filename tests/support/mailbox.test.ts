import nodemailer from 'nodemailer';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startMailbox, type Mailbox } from './mailbox.ts';

let mailbox: Mailbox;
beforeEach(async () => {
  mailbox = await startMailbox();
});
afterEach(() => mailbox.stop());

function send(to: string, more: object = {}): Promise<unknown> {
  const transport = nodemailer.createTransport({
    host: '127.0.0.1',
    port: mailbox.port,
    socketTimeout: 500,
    ignoreTLS: true,
  });
  return transport.sendMail({
    from: 'vigie@example.com',
    to,
    subject: 'Disk full',
    text: 'Plain',
    html: '<p>Rich</p>',
    ...more,
  });
}

it('keeps what it gets', async () => {
  await send('ann@example.com', {
    inReplyTo: '<first@vigie>',
    references: ['<first@vigie>'],
    headers: { 'X-Test': 'yes' },
  });
  const mail = await mailbox.waitFor(({ to }) => to.includes('ann@example.com'));
  expect(mail).toMatchObject({
    from: 'vigie@example.com',
    subject: 'Disk full',
    html: '<p>Rich</p>',
    inReplyTo: '<first@vigie>',
    references: ['<first@vigie>'],
  });
  expect(mail.text.trim()).toBe('Plain');
  expect(mail.headers['x-test']).toBe('yes');
  expect(mailbox.take()).toHaveLength(1);
  expect(mailbox.items).toEqual([]);
});

it.each([
  ['4xx', 451],
  ['5xx', 550],
] as const)('%s refuses the recipient with %i', async (mode, responseCode) => {
  mailbox.mode(mode, 'ann@example.com');
  await expect(send('ann@example.com')).rejects.toMatchObject({ responseCode });
  await send('ben@example.com');
  expect(mailbox.items.map(({ to }) => to)).toEqual([['ben@example.com']]);
});

it('fails only as often as asked', async () => {
  mailbox.mode('4xx', 'ann@example.com', 1);
  await expect(send('ann@example.com')).rejects.toThrow();
  await send('ann@example.com');
  expect(mailbox.items).toHaveLength(1);
});

it.each(['hang', 'drop'] as const)('%s keeps nothing and never says yes', async (mode) => {
  mailbox.mode(mode);
  await expect(send('ann@example.com', { text: 'x'.repeat(100_000) })).rejects.toThrow();
  expect(mailbox.items).toEqual([]);
});

it('drop-after keeps the mail although the sender sees an error', async () => {
  mailbox.mode('drop-after');
  await expect(send('ann@example.com')).rejects.toThrow();
  expect(await mailbox.waitForCount(1)).toHaveLength(1);
});

it('says what there is when nothing came', async () => {
  await send('ann@example.com');
  await expect(mailbox.waitForCount(2, 20)).rejects.toThrow(
    /2 items did not come within 20 ms; there is:\n {2}mail to ann@example\.com: Disk full/,
  );
});
