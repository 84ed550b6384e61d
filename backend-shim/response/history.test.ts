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
  UNACKNOWLEDGED,
  WAITING,
  WARNING,
} from '#contract/reasons/timeline';
import { oddInFrench } from '../../tests/support/french.ts';
import { historyLine } from './history.ts';
import type { HistoryEntry } from './history.ts';

const words = { name: (login: string) => `<${login}>`, policy: (id: string) => `<${id}>`, time: () => '<12:00>' };
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
];
const TOLD = { users: ['ann', 'ben'], channels: ['room'] };
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
    'Étape 2 alerte <ann>, <ben>, le salon room ; 5m pour répondre',
  ],
  [
    'step',
    { ...TOLD, step: 2, pass: 3, wait: 300_000, urgency: 'urgent' },
    'Étape 2, passage 3 alerte <ann>, <ben>, le salon room en urgence ; 5m pour répondre',
  ],
  ['step', { users: ['ann'], reason: 'urgency' }, 'L’incident est devenu urgent : Vigie alerte <ann>, qui s’en occupe'],
  ['step', { users: ['ann'], reason: 'waited' }, 'Vigie alerte maintenant <ann>, malgré l’indisponibilité annoncée'],
  [
    'held',
    { reason: 'not-available', user: 'ann', until: 1, standIn: 'ben' },
    '<ann> n’est pas disponible avant <12:00> ; <ben> prend le relais',
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
  ['snoozed', { for: 3_600_000 }, '<ann> l’a mis en pause pendant 1h'],
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
    'Une maintenance suspend les appels ; si l’incident est encore ouvert à la fin, l’escalade commence à l’étape 1',
  ],
  [
    'flapping',
    { reopens: 3, delay: 600_000 },
    'L’incident s’est rouvert 3 fois en une heure : il est résolu si tout reste calme pendant 10m',
  ],
];
const plain = (said: string) => said.replace(/[\u00a0\u202f]/g, ' ');

test.each(LISTS)(
  '%s is said in French for every reason, with every value in its place',
  (kind, list, field = 'reason') => {
    const lines = samplesOf(list).map(({ reason, data }) => say(kind, { step: 1, pass: 1, ...data, [field]: reason }));
    expect(
      lines.filter(({ text, language }) => language !== 'fr' || text === KEPT || /undefined|null|\[object/.test(text)),
    ).toEqual([]);
    expect(lines.flatMap(({ text }) => oddInFrench(text))).toEqual([]);
  },
);

test.each(OTHERS)('%s %j: %s', (kind, data, said) => {
  const { text, language } = say(kind, data);
  expect([plain(text), language]).toEqual([said, 'fr']);
  expect(oddInFrench(text)).toEqual([]);
});

test('it is kept in English: for English readers, and for what has no words, or lacks a fact', () => {
  const kept = { text: KEPT, language: 'en' };
  expect(historyLine('en', { kind: 'escalated', actor: 'ann', text: KEPT, data: {} }, words)).toEqual(kept);
  for (const [kind, data] of [
    ['note', {}],
    ['of-a-later-release', {}],
    ['constructor', {}],
    ['opened', {}],
    ['step', { users: ['ann'] }],
    ['resolved', { reason: 'of-a-later-release' }],
    ['snoozed', { for: '1h' }],
  ] as const) {
    expect(say(kind, data), kind).toEqual(kept);
  }
  expect(say('woken', {}, null).text).toMatch(/^La pause est terminée/);
});
