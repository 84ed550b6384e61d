/** Every reason of every list, with every kind of data that it can have, in English and in French. */
import { afterAll, describe, expect, it } from 'vitest';
import { PAGE_BECAUSE } from '#modules/importing/contract/pages';
import { IGNORED } from '#contract/reasons/ignored-event';
import { NEXT } from '#contract/reasons/next';
import { PROBLEMS } from '#contract/reasons/problems';
import { REFUSALS } from '#contract/reasons/refusals';
import type { ReasonList } from '#contract/reasons/reason';
import { samplesOf } from '#contract/reasons/samples.fake';
import {
  DELIVERY,
  ENDED,
  EXHAUSTED,
  HELD,
  PAGE,
  REOPENED,
  REPAIRED,
  RESOLVED,
  RESTARTED,
  SKIPPED,
  SYNC,
  UNACKNOWLEDGED,
  WAITING,
  WARNING,
} from '#contract/reasons/timeline';
import { STORE_TROUBLES } from '#contract/reasons/store';
import { TITLES } from '#contract/reasons/title';
import { nextStepSentence } from '../../src/components/escalation/next-words.ts';
import { skippedBecause } from '../../src/components/escalation/skipped-words.ts';
import { entryText } from '../../src/pages/incident/timeline/entry-text.ts';
import { heldText } from '../../src/pages/incident/timeline/held-text.ts';
import { becauseText } from '../../src/modules/importing/pages/words/because-words.ts';
import { ignoredText } from '../../src/components/words/ignored-words.ts';
import { problemText } from '../../src/components/words/problem-words.ts';
import { endedText, titleText } from '../../src/components/words/title-words.ts';
import { storeTroubleWords } from '../../src/components/store/store-words.ts';
import { refusalText } from '../../src/components/words/refusal-words.ts';
import { oddInFrench, visible } from '../support/french.ts';
import { readIn } from './read-in.ts';

type Say = (reason: { reason: string; data: Record<string, unknown>; message: string }) => string;

const LISTS: ReadonlyArray<readonly [string, ReasonList, Say]> = [
  ['refusals', REFUSALS, refusalText],
  ['problems', PROBLEMS, problemText],
  ['why nothing can be written', STORE_TROUBLES, storeTroubleWords],
  [
    'what comes next',
    NEXT,
    ({ message, ...next }) => nextStepSentence({ ...next, what: message }, (_kind, key) => key),
  ],
  ['why a step is skipped', SKIPPED, ({ message, ...why }) => skippedBecause(why, (_kind, key) => key) ?? message],
  [
    'why nobody is paged for a while',
    HELD,
    ({ message, ...why }) => heldText(why, { name: (_kind, key) => key, time: () => '<time>' }) ?? message,
  ],
  [
    'why pages of both pagers differ',
    PAGE_BECAUSE,
    ({ message, reason, data }) =>
      becauseText({ reason, data } as Parameters<typeof becauseText>[0], {
        name: (_kind, key) => key,
        time: () => '<time>',
      }) ?? message,
  ],
  ['titles that Vigie makes', TITLES, ({ message, ...why }) => titleText(message, why)],
  ['why a source says that it is over', ENDED, ({ reason, message }) => endedText(reason) ?? message],
];

/** An entry of the timeline whose reason is in `data[field]`. */
const entryOf =
  (kind: string, field: 'reason' | 'outcome' = 'reason'): Say =>
  ({ reason, data, message }) => {
    // What says what became of it has a reason of its own.
    const facts =
      field === 'outcome' ? { ...data, outcome: reason } : { text: null, ...data, reason, step: 2, pass: 1 };
    return entryText(
      { at: '2026-01-05T09:00:00.000Z', kind, actor: '<who>', text: message, data: facts },
      { name: (_kind, key) => key, time: () => '<time>' },
    );
  };

const MORE: ReadonlyArray<readonly [string, ReasonList, Say]> = [
  ['why an event of a calendar is left out', IGNORED, ({ message, ...why }) => ignoredText({ ...why, why: message })],
];

const TIMELINE: ReadonlyArray<readonly [string, ReasonList, Say]> = [
  ['waiting', WAITING, entryOf('waiting')],
  ['exhausted', EXHAUSTED, entryOf('exhausted')],
  ['restarted', RESTARTED, entryOf('restarted')],
  ['unacknowledged', UNACKNOWLEDGED, entryOf('unacknowledged')],
  ['resolved', RESOLVED, entryOf('resolved')],
  ['reopened', REOPENED, entryOf('reopened')],
  ['warning', WARNING, entryOf('warning')],
  ['repaired', REPAIRED, entryOf('repaired')],
  ['page', PAGE, entryOf('page')],
  ['delivery', DELIVERY, entryOf('delivery', 'outcome')],
  ['sync', SYNC, entryOf('sync', 'outcome')],
];

const SIDECAR = 'the sentence of the sidecar';
/** What `entryOf` gives every entry. */
const BESIDE = new Set(['step', 'pass']);
/** What may read alike in both: words that are data alone. */
const ALIKE = ['other'];

afterAll(() => readIn('en-US'));

async function saidIn(
  language: 'en-US' | 'fr-FR',
  list: ReasonList,
  say: Say,
): Promise<Array<{ reason: string; text: string }>> {
  await readIn(language);
  return samplesOf(list).map(({ reason, data }) => ({ reason, text: say({ reason, data, message: SIDECAR }) }));
}

/** What is shown of a reason must be words made from it, and nothing of the making may show. */
const isUnsaid = (text: string) =>
  text === '' || text.includes(SIDECAR) || /\{\{|\}\}|undefined|\[object|null(?!\))/.test(text);

describe.each([...LISTS, ...MORE, ...TIMELINE])('%s', (_name, list, say) => {
  it.each(['en-US', 'fr-FR'] as const)('have words in %s, with every value in its place', async (language) => {
    expect((await saidIn(language, list, say)).filter(({ text }) => isUnsaid(text))).toEqual([]);
  });

  it('are said in French, not in English', async () => {
    const english = await saidIn('en-US', list, say);
    const french = await saidIn('fr-FR', list, say);
    expect(french.filter(({ reason, text }, i) => text === english[i]?.text && !ALIKE.includes(reason))).toEqual([]);
  });

  it('are written in French as the French write', async () => {
    expect(
      (await saidIn('fr-FR', list, say)).flatMap(({ reason, text }) =>
        oddInFrench(text).map((odd) => `${reason}: ${odd} in “${visible(text)}”`),
      ),
    ).toEqual([]);
  });

  it('of a later release are shown in the sidecar’s words', () => {
    expect(say({ reason: 'a-code-of-tomorrow', data: {}, message: SIDECAR })).toBe(SIDECAR);
    expect(say({ reason: 'constructor', data: {}, message: SIDECAR })).toBe(SIDECAR);
  });

  it('of which the data is not what this version knows are shown in the sidecar’s words', () => {
    const [code = 'none'] =
      Object.entries(list).find(([, fields]) => Object.keys(fields).some((field) => !BESIDE.has(field))) ?? [];
    expect(say({ reason: code, data: {}, message: SIDECAR })).toBe(SIDECAR);
  });
});
