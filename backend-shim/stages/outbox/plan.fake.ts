/** People, effects and summaries that the tests of planning share. */
import type { Effect } from '#domain/incident/effects';
import { MINUTE } from '#domain/time/duration';
import type { Directory } from '../../ports/directory.ts';
import type { DeliveryRow } from '../../store/schema/deliveries.ts';
import { directoryOf, person, QUIET } from './people.fake.ts';

const PEOPLE = [
  person('ann', ['email', 'sms', 'call', 'chat']),
  person('ben', ['email', 'sms'], {
    rules: {
      default: [
        { method: 'email', after: 0, when: null },
        { method: 'sms', after: MINUTE, when: null },
      ],
      urgent: [],
    },
  }),
  person('cleo', ['email', 'chat'], { quietHours: QUIET, language: 'fr' }),
  person('dee', []),
  person('eve', ['email'], { disabled: true }),
  person('fay', ['sms', 'radio', 'pager', 'deaf', 'email'], { mute: ['resolved', 'onCall', 'swaps', 'health'] }),
  person('gus', ['call']),
  person('hal', ['unheard-of', 'chat', 'email']),
];

export const configured = (more: Partial<Directory> = {}) => directoryOf(PEOPLE, more);

export const page = (user: string, changes: Partial<Extract<Effect, { kind: 'page' }>> = {}): Effect => ({
  kind: 'page',
  user,
  urgency: 'default',
  step: { entry: 1, pass: 0, step: 0 },
  ...changes,
});

export const post = (channel: string, changes: Partial<Extract<Effect, { kind: 'post' }>> = {}): Effect => ({
  kind: 'post',
  channel,
  urgency: 'default',
  step: { entry: 1, pass: 0, step: 2 },
  ...changes,
});

export const tellReached = (changes: Partial<Extract<Effect, { kind: 'tellReached' }>> = {}): Effect => ({
  kind: 'tellReached',
  update: 'resolved',
  actor: 'ben',
  text: 'done',
  except: [],
  ...changes,
});

export const ways = (rows: readonly DeliveryRow[]) =>
  rows.map((row) => `${row.kind} ${row.user ?? row.channel} ${row.method ?? row.channel_kind}`);

export const content = (row: DeliveryRow | undefined) => JSON.parse(row?.content ?? 'null') as unknown;
