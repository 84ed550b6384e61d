/** Why a source says that an alert is over, where it is not that its condition does not hold any more. */
import type { AlertEnd } from '#domain/incident/alert';

/** For people, after “Recovered: …”. */
export const ENDED: Readonly<Record<AlertEnd, string>> = {
  paused: 'the rule was paused',
  'rule-deleted': 'the rule was deleted',
  'rule-updated': 'the rule was changed',
  'missing-series': 'what it measured is gone',
  asked: 'not firing any more when asked',
};
