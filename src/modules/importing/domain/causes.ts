/**
 * Finds the one cause of a difference. A cause that excuses something is accepted only for the hours for which the plan
 * predicted it: an object that the plan calls the same, and that is not, must fail.
 */
import { HOUR, MINUTE } from '#domain/time/duration';
import type {
  DifferenceCause,
  ImportClass,
  PredictedDifference,
  TimelineDifference,
} from '#modules/importing/domain/model';
import type { Span } from '#domain/time/span';

/** What is known of a rota before its timelines are compared. */
export interface ProofKnowledge {
  class: ImportClass;
  /** Start of the compared range. */
  from: number;
  /** How long the source was read, ms: what is "now" in its answer may be that much later than `from`. */
  readFor: number;
  /** Stand-ins for people whom the map does not know. */
  unknown: ReadonlySet<string>;
  predicted: readonly PredictedDifference[];
  /** End of a frozen rota; null: it is not frozen. */
  frozenUntil: number | null;
  /** Changes of the clock in the zones of the rota. */
  clockChanges: readonly number[];
  /** When the source names somebody whose turns are left empty here: whoever is below them is on call then. */
  leftEmpty: readonly Span[];
  /** When the source names what is no person, so that nothing can be compared. */
  unnamed: readonly Span[];
}

/** No clock change is larger. */
const LARGEST_JUMP = 2 * HOUR;
const NEAR_A_CHANGE = 3 * HOUR;

/** Causes that only a prediction of the plan makes acceptable, in the order in which they are tried. */
const PREDICTED = [
  'person-unknown',
  'dst',
  'utc-schedule',
  'union',
  'forwarding',
  'swap',
  'participant-not-a-person',
  'not-permitted',
] as const;

export function causeOf(difference: TimelineDifference, known: ProofKnowledge): DifferenceCause {
  if (difference.start === known.from && lengthOf(difference) < known.readFor) {
    return 'now-edge';
  }
  if (isLeftEmpty(difference, known)) {
    return 'left-empty';
  }
  if (known.class === 'approximated' || known.class === 'frozen') {
    const predicted = PREDICTED.find(
      (cause) => isPredicted(difference, cause, known) && fits(difference, cause, known),
    );
    if (predicted !== undefined) {
      return predicted;
    }
  }
  if (lengthOf(difference) < MINUTE) {
    return difference.source.length === 0 || difference.vigie.length === 0 ? 'window-split' : 'seconds';
  }
  return known.frozenUntil !== null && known.class === 'frozen' && difference.start >= known.frozenUntil
    ? 'frozen-end'
    : 'unexplained';
}

/** The layer below shows through, and nobody is missing whom the source names besides. */
function isLeftEmpty({ start, end, source, vigie }: TimelineDifference, { leftEmpty }: ProofKnowledge): boolean {
  return (
    leftEmpty.some((span) => span.start <= start && end <= span.end) && source.every((person) => vigie.includes(person))
  );
}

function lengthOf({ start, end }: TimelineDifference): number {
  return end - start;
}

function isPredicted({ start, end }: TimelineDifference, cause: DifferenceCause, known: ProofKnowledge): boolean {
  return known.predicted.some((one) => one.cause === cause && one.start <= start && end <= one.end);
}

/** Whether the difference looks as the cause makes it look. */
function fits(difference: TimelineDifference, cause: (typeof PREDICTED)[number], known: ProofKnowledge): boolean {
  switch (cause) {
    case 'person-unknown':
      return [...difference.source, ...difference.vigie].some((login) => known.unknown.has(login));
    case 'dst':
      return isOfAClockChange(difference, known.clockChanges);
    case 'union':
      return isSuperset(difference.source, difference.vigie) || isSuperset(difference.vigie, difference.source);
    case 'utc-schedule':
    case 'forwarding':
    case 'swap':
    case 'participant-not-a-person':
    case 'not-permitted':
      return true;
  }
}

/** In the night of a change, or as long as the change moved the clock, at any time after it. */
function isOfAClockChange(difference: TimelineDifference, changes: readonly number[]): boolean {
  return changes.some(
    (change) =>
      (difference.start >= change - NEAR_A_CHANGE && difference.end <= change + NEAR_A_CHANGE) ||
      (difference.start >= change && lengthOf(difference) <= LARGEST_JUMP),
  );
}

function isSuperset(larger: readonly string[], smaller: readonly string[]): boolean {
  return larger.length > smaller.length && smaller.every((person) => larger.includes(person));
}
