import { expect, test } from 'vitest';
import type { ReasonList } from '#contract/reasons/reason';
import { samplesOf } from '#contract/reasons/samples.fake';
import {
  DELIVERY,
  EXHAUSTED,
  HELD,
  PAGE,
  REOPENED,
  REPAIRED,
  RESOLVED,
  RESTARTED,
  SHADOW,
  SKIPPED,
  SYNC,
  UNACKNOWLEDGED,
  WAITING,
  WARNING,
} from '#contract/reasons/timeline';
import { GENDERED, oddInFrench } from '../../../../tests/support/french.ts';
import { historyLine } from './line.ts';
import type { HistoryEntry } from './facts.ts';

const words = { name: (_: string, id: string) => `<${id}>`, time: () => '12:00' };
const KEPT = 'the sentence that is kept';
const say = (kind: string, data: HistoryEntry['data'] = {}, actor: string | null = 'ann') =>
  historyLine('fr', { kind, actor, text: KEPT, data }, words);

const LISTS: ReadonlyArray<[kind: string, list: ReasonList, field?: string]> = [
  ['resolved', RESOLVED],
  ['unacknowledged', UNACKNOWLEDGED],
  ['waiting', WAITING],
  ['exhausted', EXHAUSTED],
  ['restarted', RESTARTED],
  ['reopened', REOPENED],
  ['warning', WARNING],
  ['repaired', REPAIRED],
  ['page', PAGE],
  ['held', HELD],
  ['delivery', DELIVERY, 'outcome'],
  ['skipped', SKIPPED],
  ['sync', SYNC, 'outcome'],
  ['shadow', SHADOW],
];
const TOLD = { users: ['ann', 'ben'], channels: ['room'] };
const SILENCED = { outcome: 'done', integration: 'zbx', what: 'acknowledge', answer: '5 silences until 2026-12-01' };
const OTHERS: ReadonlyArray<[kind: string, data: HistoryEntry['data'], said: string]> = [
  ['opened', { title: 'Disk full' }, 'Ouvert : Disk full'],
  ['alert', { title: 'Disk full', status: 'firing' }, 'Nouvelle alerte : Disk full'],
  ['alert', { title: 'Disk full', status: 'firing', again: true }, 'De nouveau active : Disk full'],
  ['alert', { title: 'Disk full', status: 'resolved' }, 'Terminée : Disk full'],
  ['alert', { title: 'Disk full', status: 'resolved', unseen: true }, 'Fin d’une alerte jamais reçue : Disk full'],
  ['severity', { from: 'error', to: 'critical' }, 'La gravité est passée de « Erreur » à « Critique »'],
  [
    'step',
    { ...TOLD, step: 2, pass: 1, wait: 300_000, urgency: 'default' },
    'Étape 2 alerte <ann>, <ben> et le salon <room> ; 5 min pour répondre',
  ],
  [
    'step',
    { ...TOLD, step: 2, pass: 3, wait: 300_000, urgency: 'urgent' },
    'Étape 2, passage 3 alerte <ann>, <ben> et le salon <room> en urgence ; 5 min pour répondre',
  ],
  ['step', { users: ['ann'], reason: 'urgency' }, 'L’incident est devenu urgent : Vigie alerte <ann>, qui s’en occupe'],
  ['step', { users: ['ann'], reason: 'waited' }, 'Vigie alerte maintenant <ann>, malgré l’indisponibilité annoncée'],
  [
    'held',
    { reason: 'not-available', user: 'ann', until: 1, standIn: 'ben' },
    '<ann> n’est pas disponible avant 12:00 ; <ben> prend le relais',
  ],
  ['unreachable', { step: 1, waited: ['ann'] }, 'Étape 1 n’a joint personne, tous les envois ont échoué'],
  ['repeat', { pass: 2, passes: 3 }, 'Personne n’a répondu : les étapes recommencent (passage 2 sur 3)'],
  [
    'unreachable',
    { step: 1, pass: 1 },
    'Étape 1 n’a joint personne, tous les envois ont échoué : passage immédiat à la suite',
  ],
  ['acknowledged', {}, '<ann> l’a pris en charge'],
  ['acknowledged', { via: 'source' }, '<ann> l’a pris en charge dans la source'],
  ['acknowledged', { needed: 2, acks: 1 }, '<ann> l’a pris en charge (1 sur 2)'],
  [
    'acknowledged',
    { needed: 2, counts: false },
    '<ann> l’a pris en charge ; cette étape demande 2 personnes qui prennent en charge ici',
  ],
  ['snoozed', { for: 3_600_000 }, '<ann> l’a mis en pause pendant 1 h'],
  ['woken', {}, '<ann> a mis fin à la pause : l’escalade reprend à l’étape 1'],
  ['escalated', {}, '<ann> l’a escaladé'],
  ['reassigned', { policy: 'night' }, '<ann> l’a réattribué à <night>'],
  ['reassigned', { users: ['ben'] }, '<ann> l’a réattribué à <ben>'],
  ['responders', { users: ['ben'] }, '<ann> a demandé l’aide de <ben>'],
  ['merged', { into: 'x', number: 7 }, '<ann> l’a fusionné avec le n° 7'],
  ['merged', { from: 'x', number: 7 }, '<ann> a fusionné le n° 7 avec celui-ci'],
  ['confirm', { user: 'ben' }, 'Vigie demande à <ben> si c’est toujours en cours ; 5 minutes pour répondre'],
  ['confirm', { confirmed: true }, '<ann> s’en occupe toujours'],
  [
    'held',
    {},
    'Une maintenance suspend les sollicitations ; si l’incident est encore ouvert à la fin, l’escalade commence à l’étape 1',
  ],
  [
    'sync',
    { ...SILENCED, silenced: { count: 5, until: 1 } },
    '<zbx> a reçu la prise en charge : 5 silences jusqu’à 12:00',
  ],
  [
    'sync',
    { ...SILENCED, silenced: { count: 1, until: 1 } },
    '<zbx> a reçu la prise en charge : 1 silence jusqu’à 12:00',
  ],
  [
    'flapping',
    { reopens: 3, delay: 600_000 },
    'L’incident s’est rouvert 3 fois en une heure : il est résolu si tout reste calme pendant 10 min',
  ],
];
const plain = (said: string) => said.replace(/[\u00a0\u202f]/g, ' ');

test.each(LISTS)(
  '%s is said in English for every reason, with every value in its place',
  (kind, list, field = 'reason') => {
    const lines = samplesOf(list).map(({ reason, data }) =>
      historyLine(
        'en',
        { kind, actor: 'ann', text: KEPT, data: { step: 1, pass: 1, ...data, [field]: reason } },
        words,
      ),
    );
    expect(lines.filter(({ text }) => text === KEPT || /undefined|null|\[object/.test(text))).toEqual([]);
  },
);

test.each(LISTS)(
  '%s is said in French for every reason, with every value in its place',
  (kind, list, field = 'reason') => {
    const lines = samplesOf(list).map(({ reason, data }) => say(kind, { step: 1, pass: 1, ...data, [field]: reason }));
    expect(
      lines.filter(({ text, language }) => language !== 'fr' || text === KEPT || /undefined|null|\[object/.test(text)),
    ).toEqual([]);
    expect(lines.flatMap(({ text }) => oddInFrench(text))).toEqual([]);
    expect(lines.map(({ text }) => text).filter((text) => GENDERED.test(text) || / est revenu /.test(text))).toEqual(
      [],
    );
  },
);

test.each(OTHERS)('%s %j: %s', (kind, data, said) => {
  const { text, language } = say(kind, data);
  expect([plain(text), language]).toEqual([said, 'fr']);
  expect(oddInFrench(text)).toEqual([]);
});

/** The same facts, in English. */
const SAID_IN_ENGLISH: ReadonlyArray<[kind: string, data: HistoryEntry['data'], said: string]> = [
  ['opened', { title: 'Disk full' }, 'Opened: Disk full'],
  ['alert', { title: 'Disk full', status: 'firing', again: true }, 'Fired again: Disk full'],
  ['alert', { title: 'Disk full', status: 'resolved', note: 'ok again' }, 'Recovered: Disk full: “ok again”'],
  ['alert', { title: 'Disk full', status: 'resolved', ended: 'paused' }, 'Recovered: Disk full (the rule was paused)'],
  [
    'step',
    { ...TOLD, step: 2, pass: 3, wait: 480_000, urgency: 'urgent' },
    'Step 2, pass 3 pages <ann>, <ben>, and room <room> urgently; 8 min to answer',
  ],
  [
    'skipped',
    { step: 1, reason: 'nobody-on-call', missing: [{ what: 'nobody-current', id: 'net' }] },
    'Step 1 is skipped: nobody is on call on <net>',
  ],
  ['acknowledged', { needed: 2, acks: 1 }, '<ann> acknowledged (1 of 2)'],
  [
    'sync',
    { ...SILENCED, silenced: { count: 5, until: 1 } },
    '<zbx> was told that it is acknowledged: 5 silences until 12:00',
  ],
  [
    'sync',
    { ...SILENCED, silenced: { count: 1, until: 1 } },
    '<zbx> was told that it is acknowledged: 1 silence until 12:00',
  ],
  ['snoozed', { for: 5_400_000 }, '<ann> snoozed it for 1 hr 30 min'],
  ['reassigned', { policy: 'night' }, '<ann> gave it to <night>'],
  ['note', { severity: 'critical' }, '<ann> set the severity to “Critical”'],
  [
    'delivery',
    {
      outcome: 'never',
      user: 'ben',
      channel: null,
      method: 'm',
      channelKind: 'sms',
      reason: 'refused',
      detail: 'No such number',
      again: false,
    },
    'Could not reach <ben> by SMS (refused for good: “No such number”)',
  ],
];

test.each(SAID_IN_ENGLISH)('in English, %s %j: %s', (kind, data, said) => {
  const line = historyLine('en', { kind, actor: 'ann', text: KEPT, data }, words);
  expect(line).toEqual({ text: said, language: 'en' });
});

test('what others said is quoted, and the sentence around it is in the reader’s language', () => {
  const failed = {
    user: 'ben',
    channel: null,
    method: 'm',
    channelKind: 'sms',
    reason: 'refused',
    detail: 'No such number',
    again: true,
  };
  expect(plain(say('delivery', { ...failed, outcome: 'retry' }).text)).toBe(
    'Vigie n’a pas encore pu joindre <ben> par SMS (refus définitif : « No such number ») ; nouvelle tentative',
  );
  expect(
    plain(say('skipped', { step: 1, reason: 'nobody-on-call', missing: [{ what: 'nobody-current', id: 'net' }] }).text),
  ).toBe('Étape 1 est sautée : personne n’est d’astreinte sur <net>');
  expect(
    plain(say('sync', { outcome: 'done', integration: 'zbx', what: 'note', answer: 'Event 7 updated' }).text),
  ).toBe('<zbx> a reçu la note : « Event 7 updated »');
});

test('entries of 0.1 are said in present words', () => {
  expect(say('unacknowledged').text).toBe('<ann> a annulé la prise en charge');
  expect(say('waiting', { test: true }).text).toMatch(/^C’est un test/);
});

test('it is kept as it was written: for what has no words, or lacks a fact', () => {
  const kept = { text: KEPT, language: 'en' };
  for (const language of ['en', 'fr'] as const) {
    for (const [kind, data] of [
      ['note', {}],
      ['of-a-later-release', {}],
      ['constructor', {}],
      ['opened', {}],
      ['step', { users: ['ann'] }],
      ['skipped', { step: 1, reason: 'of-a-later-release' }],
      ['snoozed', { for: '1h' }],
    ] as const) {
      expect(historyLine(language, { kind, actor: 'ann', text: KEPT, data }, words), kind).toEqual(kept);
    }
  }
  expect(say('woken', {}, null).text).toMatch(/^La pause est terminée/);
});
