import { expect, test } from 'vitest';
import type { MailSettings, UnusualMail } from '#domain/routing/integration';
import { unwanted } from './unwanted.ts';

const NONE = { subject: null, text: null };
const settings = (more: Partial<MailSettings>): MailSettings => ({
  allowFrom: [],
  accept: [],
  perMinute: 1,
  extract: NONE,
  resolve: NONE,
  ...more,
});
const mail = (headers: Record<string, string>, more: object = {}) => ({
  from: 'ups@example.com',
  hops: 1,
  headers,
  envelopeFrom: 'ups@example.com',
  ...more,
});

test.each<[Record<string, string>, UnusualMail]>([
  [{ 'auto-submitted': 'auto-replied (vacation)' }, 'autoReply'],
  [{ 'auto-submitted': 'auto-notified; owner-email="x"' }, 'autoReply'],
  [{ precedence: 'auto_reply' }, 'autoReply'],
  [{ 'x-autoreply': 'yes' }, 'autoReply'],
  [{ precedence: 'Bulk' }, 'bulk'],
  [{ precedence: 'junk' }, 'bulk'],
  [{ precedence: 'list' }, 'list'],
  [{ list: 'id: ops.example.com' }, 'list'],
  [{ 'content-type': 'multipart/report' }, 'bounce'],
  [{ 'x-failed-recipients': 'a@b' }, 'bounce'],
])('%j is %s', (headers, kind) => {
  expect(unwanted(mail(headers), null)).toMatch(new RegExp(`^${kind}: .*mail.accept: \\[${kind}\\]`));
  expect(unwanted(mail(headers), settings({ accept: [kind] }))).toBeNull();
});

test.each([
  {},
  { 'auto-submitted': 'no' },
  { 'auto-submitted': 'Auto-Generated' },
  { precedence: 'normal' },
  { list: 'unsubscribe: a@b' },
  { 'x-auto-response-suppress': 'All' },
])('%j is what monitors send', (headers) => {
  expect(unwanted(mail(headers as Record<string, string>), null)).toBeNull();
});

test('a loop is never let in', () => {
  const all = settings({ accept: ['bulk', 'list', 'autoReply', 'bounce'] });
  expect(unwanted(mail({ 'x-vigie-kind': 'page' }), all)).toMatch(/^loop: Vigie sent this/);
  expect(unwanted(mail({}, { hops: 31 }), all)).toMatch(/^loop: the mail has passed 31/);
  expect(unwanted(mail({}, { hops: 30 }), all)).toBeNull();
});

test('a null sender is a bounce', () => {
  expect(unwanted(mail({}, { envelopeFrom: '' }), null)).toMatch(/^bounce: /);
});

test('senders', () => {
  const allowFrom = ['ups@example.com', '@example.org'];
  expect(unwanted(mail({}), settings({ allowFrom }))).toBeNull();
  expect(unwanted(mail({}, { from: 'any@EXAMPLE.org' }), settings({ allowFrom }))).toBeNull();
  expect(unwanted(mail({}, { from: 'any@sub.example.org' }), settings({ allowFrom }))).toMatch(/^sender: any@sub/);
  expect(unwanted(mail({}, { from: null }), settings({ allowFrom }))).toMatch(/^sender: nobody/);
});
