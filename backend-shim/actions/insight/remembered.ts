/**
 * Gives an answer that needs much reading once to all who ask for it at the same time, and to the same caller again for a
 * minute: somebody who turns from one chapter to the next must not hold up paging each time.
 */
import { keyOf } from '../../rights/caller.ts';
import type { insightsOf, InsightAnswer } from './insights.ts';

/** ms */
const KEPT = 60_000;
/** Incidents; what has fewer is computed at once. */
const LARGE = 1000;
const MOST = 100;

type AskInsights = typeof insightsOf;

export function rememberLarge(ask: AskInsights): AskInsights {
  const known = new Map<string, { at: number; answer: Promise<InsightAnswer> }>();
  return (deps, caller, question) => {
    const { now, ...asked } = question;
    // Rights follow from the caller and from what is configured.
    const { role, teams, scopes, readOnly } = caller;
    const who = [keyOf(caller), caller.name, role, teams, scopes, readOnly];
    const key = JSON.stringify([who, asked, deps.directory.revision]);
    const old = [...known].filter(([, { at }], index) => now < at || now - at >= KEPT || index < known.size - MOST);
    old.forEach(([one]) => known.delete(one));
    const found = known.get(key);
    if (found !== undefined) {
      return found.answer;
    }
    const answer = ask(deps, caller, question);
    const entry = { at: now, answer };
    known.set(key, entry);
    const forget = () => void (known.get(key) === entry && known.delete(key));
    answer.then(({ read }) => (read < LARGE ? forget() : undefined), forget);
    return answer;
  };
}
