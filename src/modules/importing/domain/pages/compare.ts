/** Compares what both pagers did: pairs their pages, and explains each difference. */
import { becauseOf } from '#modules/importing/domain/pages/causes';
import type { BothSides } from '#modules/importing/domain/pages/causes';
import { matchPages } from '#modules/importing/domain/pages/match';
import type {
  ComparedPage,
  ComparedRota,
  OurCase,
  PageFacts,
  PageMessage,
  TheirCase,
} from '#modules/importing/domain/pages/model';
import { pagesOf } from '#modules/importing/domain/pages/side-pages';

/** @returns each page of both sides in exactly one row, the earliest first */
export function comparePages(sides: BothSides, facts: PageFacts): ComparedPage[] {
  return matchPages(pagesOf(sides.theirs), pagesOf(sides.ours)).map((pair) => ({
    ...pair,
    because: becauseOf(pair, sides, facts),
  }));
}

/**
 * The pages of a source that tells only who was on call: whom it had on call when Vigie told somebody of the same rota.
 * Of people whom Vigie told for another reason than a rota, the source says nothing.
 */
export function casesOfOnCall(ours: readonly OurCase[], rotas: readonly ComparedRota[]): TheirCase[] {
  return ours.map((incident) => ({
    id: incident.id,
    keys: [incident.id],
    title: incident.title,
    integrations: incident.integrations,
    openedAt: incident.openedAt,
    acknowledgedAt: null,
    acknowledgedBy: null,
    endedAt: incident.endedAt,
    service: null,
    messages: incident.messages.flatMap((message) => {
      const on = rotas.filter(({ ours: spans }) => crewAt(spans, message.at).includes(message.person));
      return [...new Set(on.flatMap(({ theirs }) => crewAt(theirs, message.at)))]
        .filter((person) => person === message.person || !isToldWith(incident, message, person))
        .map((person) => ({ ...message, id: `${message.id} ${person}`, person, method: 'on-call' }));
    }),
  }));
}

/** Somebody whom Vigie told by the same step, by rules that say another time, stands at that time: the source says none. */
function isToldWith({ messages }: OurCase, { step, since }: PageMessage, person: string): boolean {
  return messages.some((one) => one.person === person && one.step === step && one.since === since);
}

function crewAt(spans: ComparedRota['ours'], at: number): readonly string[] {
  return spans.find(({ start, end }) => start <= at && at < end)?.people ?? [];
}
