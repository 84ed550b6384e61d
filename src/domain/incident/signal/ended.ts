/** Words the reasons why a source ended an alert, other than that its condition no longer holds. */
import type { AlertEnd } from '#domain/incident/signal/alert';

/** The text after “Recovered: …”. */
export const ENDED: Readonly<Record<AlertEnd, string>> = {
  paused: 'the rule was paused',
  'rule-deleted': 'the rule was deleted',
  'rule-updated': 'the rule was changed',
  'missing-series': 'what it measured is gone',
  asked: 'not firing any more when asked',
};
