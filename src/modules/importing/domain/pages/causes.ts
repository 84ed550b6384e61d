/** Finds the one reason why a page differs, as far as both sides tell; what nobody tells is `unknown`. */
import type {
  AlertCase,
  ComparedRota,
  OurCase,
  OurPage,
  PageBecause,
  PageFacts,
  PagePair,
  TheirCase,
  TheirPage,
} from '#modules/importing/domain/pages/model';
import { PAIRED_WITHIN, SAME_WITHIN } from '#modules/importing/domain/pages/match';
import { isSameAlert, kinshipOf } from '#modules/importing/domain/pages/same-alert';
import type { CrewSpan } from '#modules/importing/domain/model';

/** All alerts of both sides, also those of which nobody was told. */
export interface BothSides {
  theirs: readonly TheirCase[];
  ours: readonly OurCase[];
}

const UNKNOWN: PageBecause = { reason: 'unknown', data: {} };

/** null: there is nothing to explain. */
export function becauseOf(pair: PagePair, sides: BothSides, facts: PageFacts): PageBecause | null {
  const { result, theirs, ours } = pair;
  if (result === 'same') {
    return null;
  }
  if (theirs !== null && ours !== null) {
    return result === 'other-time' ? ofOtherTime(theirs, ours) : ofOtherPerson(theirs, ours, facts);
  }
  return theirs === null ? ofOnlyOurs(ours as OurPage, sides, facts) : ofOnlyTheirs(theirs, sides, facts);
}

function ofOtherTime(theirs: TheirPage, ours: OurPage): PageBecause {
  const held = heldFor(ours.of, ours.person, theirs.at, ours.at);
  if (held !== null) {
    return held;
  }
  const [after, later] = [
    { theirs: theirs.at - theirs.of.openedAt, ours: ours.at - ours.of.openedAt },
    ours.of.openedAt - theirs.of.openedAt,
  ];
  if (isNear(after.theirs, after.ours)) {
    return { reason: 'alert-other-time', data: { later } };
  }
  const [theirStep, ourStep] = [theirs.since, ours.since];
  if (ourStep === null) {
    return { reason: 'delay-differs', data: after };
  }
  const ourWait = ours.at - ourStep;
  if (theirStep === null) {
    // They told the person when our step began.
    return isNear(theirs.at, ourStep) && !isNear(ours.at, ourStep)
      ? { reason: 'own-rules-differ', data: { theirs: null, ours: ourWait } }
      : { reason: 'delay-differs', data: after };
  }
  return isNear(theirStep, ourStep)
    ? { reason: 'own-rules-differ', data: { theirs: theirs.at - theirStep, ours: ourWait } }
    : {
        reason: 'step-delay-differs',
        data: { theirs: theirStep - theirs.of.openedAt, ours: ourStep - ours.of.openedAt, step: ours.step },
      };
}

function ofOtherPerson(theirs: TheirPage, ours: OurPage, facts: PageFacts): PageBecause {
  const name = facts.unmapped.get(theirs.person);
  if (name !== undefined) {
    return { reason: 'person-unmapped', data: { name } };
  }
  const differs = rotaThat(facts, theirs.at, (one) => one.theirs(theirs.person) && !one.ours(theirs.person));
  if (differs !== null) {
    return differs;
  }
  const handoff = handoffBetween(facts.rotas, theirs, ours);
  if (handoff !== null) {
    return handoff;
  }
  const isHeld = heldFor(ours.of, theirs.person, theirs.at, ours.at);
  if (isHeld !== null) {
    return isHeld;
  }
  const [{ policy }, { step }] = [ours.of, ours];
  return policy !== null && step !== null && facts.takesTurns(policy, step)
    ? { reason: 'turns-differ', data: { policy, step } }
    : UNKNOWN;
}

function ofOnlyTheirs(page: TheirPage, sides: BothSides, facts: PageFacts): PageBecause {
  const name = facts.unmapped.get(page.person);
  if (name !== undefined) {
    return { reason: 'person-unmapped', data: { name } };
  }
  const incident = counterpart(page, sides.ours);
  return incident === null ? whyNotHere(page, facts) : whyNotToldHere(page, incident, facts);
}

/** Vigie has no incident of the alert. */
function whyNotHere({ of, at }: TheirPage, facts: PageFacts): PageBecause {
  const dropped = facts.dropped.find(
    (one) => isSameAlert(of, { ...one, integrations: [] }) && Math.abs(one.at - at) <= PAIRED_WITHIN,
  );
  if (dropped !== undefined) {
    return { reason: 'dropped-here', data: { integration: dropped.integration } };
  }
  const [integration] = of.integrations;
  if (integration === undefined) {
    return { reason: 'service-not-moved', data: { service: of.service } };
  }
  const alive = of.integrations.find((one) => (facts.received.get(one) ?? 0) > 0);
  return alive === undefined
    ? { reason: 'sender-not-connected', data: { integration } }
    : { reason: 'not-received', data: { integration: alive } };
}

/** Vigie has an incident of the alert, and did not tell the person at that time. */
function whyNotToldHere({ person, at }: TheirPage, incident: OurCase, facts: PageFacts): PageBecause {
  const { number } = incident;
  const held = heldFor(incident, person, at, at);
  if (held !== null) {
    return held;
  }
  if (incident.unreachable.includes(person)) {
    return { reason: 'unreachable-here', data: { incident: number } };
  }
  if (incident.messages.some((one) => one.person === person && one.at <= at + SAME_WITHIN)) {
    return { reason: 'joined-here', data: { incident: number } };
  }
  const { acknowledgedAt, acknowledgedBy: by, endedAt } = incident;
  if (acknowledgedAt !== null && acknowledgedAt <= at) {
    return { reason: 'acknowledged-here', data: { incident: number, by, at: acknowledgedAt } };
  }
  if (endedAt !== null && endedAt <= at) {
    return { reason: 'ended-here', data: { incident: number, at: endedAt } };
  }
  return rotaThat(facts, at, (one) => one.theirs(person) && !one.ours(person)) ?? UNKNOWN;
}

function ofOnlyOurs(page: OurPage, sides: BothSides, facts: PageFacts): PageBecause {
  const { of, person, at } = page;
  const rotaDiffers = rotaThat(facts, at, (one) => one.ours(person) && !one.theirs(person));
  if (facts.tellsOnCallOnly) {
    return rotaDiffers ?? { reason: 'told-on-call-only', data: {} };
  }
  const there = counterpart(page, sides.theirs);
  if (there === null) {
    return whyNotThere(of, facts);
  }
  if (there.messages.length === 0) {
    return { reason: 'nobody-told-there', data: {} };
  }
  if (there.messages.some((one) => one.person === person && one.at <= at + SAME_WITHIN)) {
    return { reason: 'joined-there', data: { title: there.title } };
  }
  const { acknowledgedAt, acknowledgedBy: by, endedAt } = there;
  if (acknowledgedAt !== null && acknowledgedAt <= at) {
    return { reason: 'acknowledged-there', data: { by, at: acknowledgedAt } };
  }
  if (endedAt !== null && endedAt <= at) {
    return { reason: 'ended-there', data: { at: endedAt } };
  }
  return rotaDiffers ?? UNKNOWN;
}

function whyNotThere({ integration, number }: OurCase, { imported }: PageFacts): PageBecause {
  if (integration === null) {
    return { reason: 'opened-by-hand', data: { incident: number } };
  }
  return imported.has(integration)
    ? { reason: 'no-alert-there', data: {} }
    : { reason: 'own-integration', data: { integration } };
}

/** The other side's alert that lived when the page went out, the one that began closest; null: it has none. */
function counterpart<Case extends AlertCase>(
  { of, at }: { of: AlertCase; at: number },
  others: readonly Case[],
): Case | null {
  const lived = others.filter(
    (one) => one.openedAt <= at + PAIRED_WITHIN && (one.endedAt ?? Infinity) >= at - PAIRED_WITHIN,
  );
  const apart = (one: AlertCase) => Math.abs(one.openedAt - of.openedAt);
  const same = lived.filter((one) => isSameAlert(of, one));
  // Where a side has no keys, an alert of the same service counts if it began at the same time.
  const found =
    same.length > 0 ? same : lived.filter((one) => kinshipOf(of, one) !== null && apart(one) <= SAME_WITHIN);
  return found.reduce<Case | null>((best, one) => (best === null || apart(one) < apart(best) ? one : best), null);
}

/** What held the person's page back at some time from `from` to `to`. */
function heldFor({ held, number }: OurCase, person: string, from: number, to: number): PageBecause | null {
  const [start, end] = [Math.min(from, to), Math.max(from, to)];
  const span = held.find(
    (one) => one.from <= end + SAME_WITHIN && one.to >= start && (one.person === null || one.person === person),
  );
  return span === undefined ? null : { reason: 'held-here', data: { incident: number, why: span.why } };
}

interface OnCallOf {
  theirs(person: string): boolean;
  ours(person: string): boolean;
}

/** The first rota for which this holds at that time, with the cause that the proof has. */
function rotaThat({ rotas }: PageFacts, at: number, isIt: (one: OnCallOf) => boolean): PageBecause | null {
  const rota = rotas.find(({ theirs, ours }) =>
    isIt({ theirs: (person) => isOnCall(theirs, person, at), ours: (person) => isOnCall(ours, person, at) }),
  );
  if (rota === undefined) {
    return null;
  }
  const difference = rota.differences.find(({ start, end }) => start <= at && at < end);
  return { reason: 'rota-differs', data: { rota: rota.id, cause: difference?.cause ?? 'unexplained' } };
}

function isOnCall(spans: readonly CrewSpan[], person: string, at: number): boolean {
  return spans.some(({ start, end, people }) => start <= at && at < end && people.includes(person));
}

/** Both name the same people at both times, and these are different people. */
function handoffBetween(rotas: readonly ComparedRota[], theirs: TheirPage, ours: OurPage): PageBecause | null {
  const [from, to] = [Math.min(theirs.at, ours.at), Math.max(theirs.at, ours.at)];
  for (const { id, theirs: source, ours: vigie } of rotas) {
    const handoff = vigie.find(({ start }) => start > from && start <= to)?.start;
    if (
      handoff !== undefined &&
      isOnCall(source, theirs.person, theirs.at) &&
      isOnCall(vigie, ours.person, ours.at) &&
      isOnCall(vigie, theirs.person, theirs.at)
    ) {
      return { reason: 'handoff-between', data: { rota: id, at: handoff } };
    }
  }
  return null;
}

function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) <= SAME_WITHIN;
}
