/** Reads silences of Alertmanager, and says which alerts they hold. */
import { compileRegex, workOf } from '#domain/routing/regex/regex';
import type { SourceSilence } from '../../../ports/source-sync.ts';
import { instant } from './instant.ts';
import type { AlertLabels } from './labels.ts';
import { isRecord, own, scalar, type RawFields } from './read.ts';
import { LIMITS, storable } from './text.ts';

/** The label with which Grafana's silences name a rule. */
const RULE_UID = '__alert_rule_uid__';

export interface KnownSilence {
  id: string;
  byHand: boolean;
  silence: SourceSilence;
  matchers: SilenceMatcher[];
}

interface SilenceMatcher {
  name: string;
  /** null: it can match nothing. */
  value: string | null;
  isRegex: boolean;
  isEqual: boolean;
}

/**
 * An active silence; those that Vigie made carry a mark.
 *
 * @param ours ids of silences that Vigie remembers
 */
export function activeSilence(item: RawFields, ours: ReadonlySet<string>): KnownSilence | null {
  const id = scalar(own(item, 'id'));
  const status = own(item, 'status');
  const until = instant(own(item, 'endsAt'));
  if (id === null || until === null || !isRecord(status) || own(status, 'state') !== 'active') {
    return null;
  }
  const by = storable(scalar(own(item, 'createdBy')) ?? '', LIMITS.title);
  const matchers = own(item, 'matchers');
  return {
    id,
    byHand: !by.endsWith('(Vigie)') && !ours.has(id),
    silence: { by, comment: storable(scalar(own(item, 'comment')) ?? '', LIMITS.note), until },
    matchers: Array.isArray(matchers) ? matchers.filter(isRecord).map(matcherOf) : [],
  };
}

function matcherOf(matcher: RawFields): SilenceMatcher {
  const value = own(matcher, 'value');
  return {
    name: scalar(own(matcher, 'name')) ?? '',
    value: typeof value === 'string' ? value : null,
    isRegex: own(matcher, 'isRegex') === true,
    isEqual: own(matcher, 'isEqual') !== false,
  };
}

export interface Judging {
  known: readonly KnownSilence[];
  /** Instructions times characters that all comparisons may still take. */
  left: number;
}

/**
 * @param labels of an alert, as the monitor knows them
 * @param ruleUid null: unknown, so it may be the silenced rule
 */
export function silences(
  { matchers }: KnownSilence,
  labels: AlertLabels,
  ruleUid: string | null,
  judging: Judging,
): boolean {
  const compared = ruleUid === null ? matchers.filter(({ name }) => name !== RULE_UID) : matchers;
  return (
    compared.length > 0 &&
    compared.every((matcher) =>
      matches(matcher, matcher.name === RULE_UID ? (ruleUid ?? '') : labelOf(labels, matcher.name), judging),
    )
  );
}

function labelOf(labels: AlertLabels, name: string): string {
  return Object.hasOwn(labels, name) ? (labels[name] ?? '') : '';
}

/** Instructions times characters of one comparison: some ten milliseconds at most. */
const MOST_WORK_OF_ONE = 1_000_000;
/** Of all that one answer takes: a second or two. */
export const MOST_WORK = 100_000_000;
/** What a comparison without an expression takes. */
const COMPARISON = 20;

/** What is too heavy to be tried silences nothing. */
function matches({ value: wanted, isRegex, isEqual }: SilenceMatcher, value: string, judging: Judging): boolean {
  if (wanted === null || judging.left <= 0) {
    return false;
  }
  const regex = isRegex ? compileRegex(wanted) : null;
  const work = regex === null ? COMPARISON : COMPARISON + workOf(regex.weight, value);
  judging.left -= work;
  if (regex !== null && (!regex.ok || work > MOST_WORK_OF_ONE)) {
    return false;
  }
  return (regex === null ? value === wanted : regex.regex.matches(value)) === isEqual;
}
