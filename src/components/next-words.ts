/** The API tells in English what happens next; these are the sentences it has, for other languages. */
import { t } from '../language.ts';

type Say = (parts: string[]) => string;

const WHO = /(rota|team) ([^\s,]+)(?: \((next|everyone)\))?/g;

/** `rota sre (next), cleo`: only the words between the names are ours to translate. */
export function sayTargets(text: string): string {
  return text.replace(WHO, (_, kind: string, name: string, who: string | undefined) => {
    const what = kind === 'team' ? t('next.team', 'team {{name}}', { name }) : t('next.rota', 'rota {{name}}', { name });
    const which = who === undefined ? '' : ` (${who === 'next' ? t('next.who-next', 'next') : t('next.who-everyone', 'everyone')})`;
    return what + which;
  });
}

const SENTENCES: ReadonlyArray<readonly [RegExp, Say]> = [
  [/^step (\d+) of (\d+) pages (.+)$/, ([step, steps, who]) => t('next.pages', 'step {{step}} of {{steps}} pages {{who}}', { step, steps, who: sayTargets(who ?? '') })],
  [/^step (\d+) of (\d+) waits$/, ([step, steps]) => t('next.waits', 'step {{step}} of {{steps}} waits', { step, steps })],
  [/^all steps are done: managers are told$/, () => t('next.exhausted', 'all steps are done: managers are told')],
  [/^the escalation goes on$/, () => t('next.goes-on', 'the escalation goes on')],
  [/^the snooze ends and the escalation starts at step 1$/, () => t('next.wake', 'the snooze ends and the escalation starts at step 1')],
  [/^the maintenance ends and the escalation starts at step 1$/, () => t('next.hold', 'the maintenance ends and the escalation starts at step 1')],
  [/^the acknowledger is asked whether they are still on it$/, () => t('next.confirm', 'the acknowledger is asked whether they are still on it')],
  [/^without an answer the escalation goes on$/, () => t('next.confirm-limit', 'without an answer the escalation goes on')],
  [/^it resolves if it stays quiet$/, () => t('next.resolve', 'it resolves if it stays quiet')],
  [/^it resolves if no signal comes$/, () => t('next.auto-resolve', 'it resolves if no signal comes')],
];

const AGAIN = /^the steps start again \(pass (\d+) of (\d+)\): (.+)$/;

/** In the reader's language where the sentence is known; as it came otherwise. */
export function sayNext(what: string): string {
  const again = AGAIN.exec(what);
  if (again !== null) {
    return t('next.again', 'the steps start again (pass {{pass}} of {{passes}}): {{what}}', { pass: again[1], passes: again[2], what: sayNext(again[3] ?? '') });
  }
  for (const [pattern, say] of SENTENCES) {
    const parts = pattern.exec(what);
    if (parts !== null) {
      return say(parts.slice(1));
    }
  }
  return what;
}
