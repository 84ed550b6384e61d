/** Whole mails, as people read them; `vitest -u` writes what changed, to be read in the diff. */
import { expect, it } from 'vitest';
import type { Message, MessageEntry, UpdateKind } from '#domain/notify/message/message';
import { CALLED_BY_HAND } from '#domain/escalation/policy';
import type { Language } from '#domain/notify/responder';
import { inRoot } from '../../../scripts/lib/paths.mjs';
import { fakeIncident, fakeMessage } from '../shared/testing/delivery.fake.ts';
import { renderMail } from './render.ts';

const linksOf = (number: number) => {
  const page = `https://vigie.example.com/r/TOKEN-${number}`;
  return { acknowledgeUrl: `${page}/acknowledge`, resolveUrl: `${page}/resolve` };
};
const entry = (
  number: number,
  change: Parameters<typeof fakeIncident>[0],
  update: Message['update'] = null,
): MessageEntry => ({ incident: fakeIncident({ id: `i${number}`, number, ...linksOf(number), ...change }), update });

const ALL = 'https://vigie.example.com/r/TOKEN-ALL/acknowledge';
const paged = [
  entry(1043, { title: 'Checkout answers 500' }),
  entry(1042, { severity: 'error', title: 'Disk full on <db-1>' }),
  entry(1045, { severity: 'warning', title: 'x'.repeat(500), source: null }),
  entry(1046, { severity: 'warning', title: 'Certificate ends in 3 days' }),
];
const told = [
  entry(1043, { state: 'resolved', title: 'Checkout answers 500' }, { kind: 'resolved', actor: null, text: null }),
  entry(1042, { severity: 'error' }, { kind: 'note', actor: 'Ben Petit', text: 'The old logs are gone.\nWatch it.' }),
  entry(1046, { severity: 'info', state: 'acknowledged' }, { kind: 'confirm', actor: null, text: null }),
];

const several = (entries: MessageEntry[], change: Partial<Message> = {}): Partial<Message> => ({
  incident: entries[0]?.incident ?? null,
  bundled: entries.length,
  next: null,
  several: { entries, acknowledgeUrl: ALL },
  ...change,
});

const incident = fakeIncident({
  ...linksOf(1042),
  description: '/var is at 98 %.\nDelete old logs.',
  links: [
    { title: 'Graph', url: 'https://zabbix.example.com/graph?a=1&b=2' },
    { title: 'Runbook', url: 'https://wiki.example.com/disk' },
    { title: 'odd', url: 'javascript:alert(1)' },
  ],
});
const alone = { ...incident, opens: 'responder', url: 'https://vigie.example.com/r/TOKEN-1042' } as const;
const news = (kind: UpdateKind): Partial<Message> => ({
  kind: 'update',
  next: null,
  update: { kind, actor: 'Ben Petit', text: null },
});

const MAILS: Record<string, Partial<Message>> = {
  page: { incident },
  'page-without-grafana': { incident: alone },
  'page-by-hand': { incident: { ...incident, source: null, description: '', links: [] }, policy: CALLED_BY_HAND },
  confirm: { incident: { ...incident, state: 'acknowledged' }, ...news('confirm') },
  resolved: { incident: { ...alone, state: 'resolved' }, ...news('resolved') },
  'several-pages': several(paged),
  'several-updates': several(told, { kind: 'update', update: told[0]?.update ?? null }),
  'several-that-ask-nothing': several(told.slice(0, 2), {
    kind: 'update',
    update: told[0]?.update ?? null,
    several: { entries: told.slice(0, 2), acknowledgeUrl: null },
  }),
};

const cases = Object.entries(MAILS).flatMap(([name, change]) =>
  (['en', 'fr'] satisfies Language[]).map((language) => ({ name, language, change })),
);

it.each(cases)('$name in $language', async ({ name, language, change }) => {
  const mail = renderMail(fakeMessage({ ...change, language }), {
    to: 'ann@example.com',
    from: 'Vigie <vigie@example.com>',
    idempotencyKey: name,
  });
  const file = (ending: string) => inRoot(`tests/golden/mail/${name}.${language}.${ending}`);
  const head = Object.entries(mail.headers).map(([header, value]) => `${header}: ${value}`);
  await expect(`Subject: ${mail.subject}\n${head.join('\n')}\n\n${mail.text}`).toMatchFileSnapshot(file('txt'));
  await expect(`${mail.html.replaceAll(/(?=<(?:div|p|h1|a|table|tr)\b)/g, '\n')}\n`).toMatchFileSnapshot(file('html'));
});
