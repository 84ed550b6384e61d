/** Describes in the reader's language what an incident does next. */
import { NEXT } from '#contract/reasons/next';
import { wordsOf } from '#contract/reasons/reason';
import type { DataOf, ReasonTexts } from '#contract/reasons/reason';
import { t } from '../../language.ts';
import { rotaText } from './target-text.ts';

/** As `useName` gives it. */
type Name = (kind: 'people' | 'rotas' | 'teams', key: string) => string;
type Pages = DataOf<typeof NEXT, 'pages'>;
type PagedTarget = Pages['targets'][number];

function targetText({ kind, id, who }: PagedTarget, name: Name): string {
  switch (kind) {
    case 'team':
      return t('next.team', 'team {{name}}', { name: name('teams', id) });
    case 'rota':
      return rotaText(name('rotas', id), who);
    case 'channel':
      return t('next.channel', 'room {{name}}', { name: id });
    case 'user':
      return name('people', id);
  }
}

function again({ pass, passes }: Pick<Pages, 'pass' | 'passes'>, what: string): string {
  return pass === null
    ? what
    : t('next.again', 'the steps start again (pass {{pass}} of {{passes}}): {{what}}', { pass, passes, what });
}

function atWindow(window: Pages['window'], what: string): string {
  switch (window) {
    case 'opens':
      return t('next.window-opens', 'its time window opens: {{what}}', { what });
    case 'awaited':
      return t('next.window-awaited', '{{what}}, once its time window is open', { what });
    default:
      return what;
  }
}

const WORDS: ReasonTexts<typeof NEXT, [Name]> = {
  pages: ({ step, steps, targets, window, ...passes }, name) =>
    again(
      passes,
      atWindow(
        window,
        t('next.pages', 'step {{step}} of {{steps}} pages {{who}}', {
          step,
          steps,
          who: targets.map((one) => targetText(one, name)).join(', '),
        }),
      ),
    ),
  waits: ({ step, steps, window, ...passes }) =>
    again(passes, atWindow(window, t('next.waits', 'step {{step}} of {{steps}} waits', { step, steps }))),
  exhausted: ({ targets }, name) =>
    targets?.length === 0
      ? t('next.exhausted', 'nobody is left to page')
      : t('next.exhausted-told', 'nobody is left to page, {{who}} will be told', {
          who:
            targets == null ? t('next.managers', 'managers') : targets.map((one) => targetText(one, name)).join(', '),
        }),
  'goes-on': () => t('next.goes-on', 'the escalation goes on'),
  wake: () => t('next.wake', 'the snooze ends and the escalation starts at step 1'),
  hold: () => t('next.hold', 'the maintenance ends and the escalation starts at step 1'),
  downtime: () => t('next.downtime', 'the downtime in the source ends and the escalation starts at step 1'),
  silence: () => t('next.silence', 'the silence in the source ends and the escalation goes on'),
  answer: () => t('next.answer', 'without an answer of the source the escalation goes on'),
  confirm: () => t('next.confirm', 'the acknowledger is asked whether they are still on it'),
  'confirm-limit': () => t('next.confirm-limit', 'without an answer the escalation goes on'),
  resolve: () => t('next.resolve', 'it resolves if it stays quiet'),
  'auto-resolve': () => t('next.auto-resolve', 'it resolves if no signal comes'),
};

/** In the reader's language, or the sidecar's sentence if this version does not know its reason. */
export function nextStepSentence(next: { what: string; reason?: string | null; data?: unknown }, name: Name): string {
  return wordsOf(NEXT, WORDS, next, name) ?? next.what;
}
