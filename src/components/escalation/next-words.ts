/** The API tells in English what happens next; these are the sentences it has, for other languages. */
import { t } from '../../language.ts';

/** As `useName` gives it. */
type Name = (kind: 'people' | 'rotas' | 'teams', key: string) => string;
type Say = (parts: string[], name: Name) => string;

const WHO = /^(rota|team) (\S+)(?: \((next|everyone)\))?$/;

function sayTarget(text: string, name: Name): string {
  const found = WHO.exec(text);
  if (found === null) {
    return name('people', text);
  }
  const [, kind, id = '', who] = found;
  const what = kind === 'team' ? t('next.team', 'team {{name}}', { name: name('teams', id) }) : t('next.rota', 'rota {{name}}', { name: name('rotas', id) });
  const which = who === undefined ? '' : ` (${who === 'next' ? t('next.who-next', 'next') : t('next.who-everyone', 'everyone')})`;
  return what + which;
}

/** `rota sre (next), cleo`: ids become names, and the words between them the reader's. */
export function sayTargets(text: string, name: Name): string {
  return text.split(', ').map((one) => sayTarget(one, name)).join(', ');
}

const SENTENCES: ReadonlyArray<readonly [RegExp, Say]> = [
  [/^step (\d+) of (\d+) pages (.+)$/, ([step, steps, who], name) => t('next.pages', 'step {{step}} of {{steps}} pages {{who}}', { step, steps, who: sayTargets(who ?? '', name) })],
  [/^step (\d+) of (\d+) waits$/, ([step, steps]) => t('next.waits', 'step {{step}} of {{steps}} waits', { step, steps })],
  [/^all steps are done: managers are told$/, () => t('next.exhausted', 'all steps are done: managers are told')],
  [/^the escalation goes on$/, () => t('next.goes-on', 'the escalation goes on')],
  [/^the snooze ends and the escalation starts at step 1$/, () => t('next.wake', 'the snooze ends and the escalation starts at step 1')],
  [/^the downtime in the source ends and the escalation starts at step 1$/, () => t('next.downtime', 'the downtime in the source ends and the escalation starts at step 1')],
  [/^the maintenance ends and the escalation starts at step 1$/, () => t('next.hold', 'the maintenance ends and the escalation starts at step 1')],
  [/^the acknowledger is asked whether they are still on it$/, () => t('next.confirm', 'the acknowledger is asked whether they are still on it')],
  [/^without an answer the escalation goes on$/, () => t('next.confirm-limit', 'without an answer the escalation goes on')],
  [/^it resolves if it stays quiet$/, () => t('next.resolve', 'it resolves if it stays quiet')],
  [/^it resolves if no signal comes$/, () => t('next.auto-resolve', 'it resolves if no signal comes')],
];

const AGAIN = /^the steps start again \(pass (\d+) of (\d+)\): (.+)$/;

/** In the reader's language where the sentence is known; as it came otherwise. */
export function sayNext(what: string, name: Name): string {
  const again = AGAIN.exec(what);
  if (again !== null) {
    return t('next.again', 'the steps start again (pass {{pass}} of {{passes}}): {{what}}', { pass: again[1], passes: again[2], what: sayNext(again[3] ?? '', name) });
  }
  for (const [pattern, say] of SENTENCES) {
    const parts = pattern.exec(what);
    if (parts !== null) {
      return say(parts.slice(1), name);
    }
  }
  return what;
}
