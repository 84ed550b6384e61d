/** Reads the facts that `packed.ts` writes. */
import { LEFT_OUT_REASONS } from '#domain/insight/facts';
import type {
  AlertIdentity,
  DeedFact,
  IncidentFact,
  IncidentPart,
  RatingFact,
  StepFact,
  TryFact,
} from '#domain/insight/facts';
import { RATINGS } from '#domain/incident/rating';
import type { Rating } from '#domain/incident/rating';
import type { KeptCall, KeptIncident } from './kept-incident.ts';
import { CALL, COUNTS, HEAD, HEAD_LENGTH, NEVER, numbersOf, PAIR, RESOLVERS, SAME, STEP, TRY } from './packed.ts';
import type { PackedFacts } from './packed.ts';

/** Whose incident it is, and when it opened, without reading the rest. */
export interface PackedHead {
  readonly policy: string | null;
  readonly openedAt: number;
  /** Whether it concerns the person, or a page about it reached them. */
  isAbout(login: string): boolean;
}

/** What of an incident is read; the rest is empty. */
export interface NeededParts {
  calls: boolean;
  /** What people did besides answering. */
  deeds: boolean;
  /** Steps of the escalation, and what stopped it. */
  steps: boolean;
}

export interface UnpackWith {
  facts: PackedFacts;
  team: string | null;
  people: readonly string[];
  needed: NeededParts;
}

/** @param isAsked what is not is left out */
export function unpack(given: UnpackWith, isAsked: (head: PackedHead) => boolean): KeptIncident[] {
  const kept: KeptIncident[] = [];
  for (const cursor = new Cursor(given); cursor.isOnOne(); cursor.moveOn()) {
    if (isAsked(cursor)) {
      kept.push(cursor.read());
    }
  }
  return kept;
}

const NONE: readonly never[] = [];

/** Stands on one incident after the other. */
class Cursor implements PackedHead {
  readonly #facts: PackedFacts;
  readonly #numbers: ArrayLike<number>;
  readonly #people: readonly string[];
  readonly #team: string | null;
  readonly #needed: NeededParts;
  /** Those that were read before: many incidents are of one alert, of one policy, and of one person. */
  readonly #alerts = new Map<number, AlertIdentity>();
  readonly #parts = new Map<number, IncidentPart>();
  readonly #alone = new Map<number, readonly string[]>();
  #index = 0;
  #start = 0;
  #firstDelivery = 0;

  constructor({ facts, team, people, needed }: UnpackWith) {
    this.#facts = facts;
    this.#numbers = numbersOf(facts);
    this.#people = people;
    this.#team = team;
    this.#needed = needed;
  }

  isOnOne(): boolean {
    return this.#index < this.#facts.ids.length;
  }

  moveOn(): void {
    this.#firstDelivery += this.#head(HEAD.deliveries);
    this.#start = this.#listAt(HEAD_LENGTH);
    this.#index++;
  }

  get policy(): string | null {
    return this.#text(this.#head(HEAD.policy));
  }

  get openedAt(): number {
    return this.#facts.from + this.#head(HEAD.openedAt);
  }

  isAbout(login: string): boolean {
    return (
      this.#concerns().includes(login) || this.#list(COUNTS.calls, CALL, (at) => this.#person(at + 1)).includes(login)
    );
  }

  read(): KeptIncident {
    const [id, openedAt] = [this.#facts.ids[this.#index] as string, this.openedAt];
    const answers = this.#deeds(COUNTS.answers, openedAt);
    const fact: IncidentFact = {
      id,
      alert: this.#alert(),
      part: this.#part(),
      openedAt,
      leftOut: LEFT_OUT_REASONS[this.#head(HEAD.leftOut)] ?? null,
      tries: this.#tries(id, openedAt),
      answers,
      deeds: !this.#needed.deeds
        ? NONE
        : this.#head(COUNTS.deeds) === SAME
          ? answers
          : this.#deeds(COUNTS.deeds, openedAt),
      steps: this.#needed.steps ? this.#steps(openedAt) : NONE,
      stops: this.#needed.steps ? this.#list(COUNTS.stops, 1, (at) => openedAt + this.#at(at)) : NONE,
      resolvedAt: this.#head(COUNTS.resolvedAfter) === 0 ? null : openedAt + this.#at(this.#start + HEAD_LENGTH),
      resolvedBy: RESOLVERS[this.#head(HEAD.resolver)] ?? null,
      snoozed: this.#head(HEAD.snoozed),
    };
    return {
      fact,
      concerns: this.#concerns(),
      link: this.#text(this.#head(HEAD.link)),
      ratings: this.#ratings(id),
      calls: this.#needed.calls ? this.#calls(openedAt) : NONE,
    };
  }

  #at(place: number): number {
    return this.#numbers[place] as number;
  }

  #head(place: number): number {
    return this.#numbers[this.#start + place] as number;
  }

  /** @param count the place of its count, or the end of all */
  #listAt(count: number): number {
    let at = this.#start + HEAD_LENGTH;
    for (let before: number = COUNTS.resolvedAfter; before < count; before++) {
      at += Math.max(0, this.#head(before));
    }
    return at;
  }

  /** @param size how many numbers one item has */
  #list<Item>(count: number, size: number, itemAt: (place: number) => Item): readonly Item[] {
    const length = this.#head(count);
    if (length <= 0) {
      return NONE;
    }
    const items: Item[] = [];
    const start = this.#listAt(count);
    for (let at = start; at < start + length; at += size) {
      items.push(itemAt(at));
    }
    return items;
  }

  #text(place: number): string | null {
    return this.#facts.texts[place] ?? null;
  }

  #person(at: number): string {
    return this.#people[this.#at(at)] as string;
  }

  #delivery(at: number): string {
    return this.#facts.deliveries[this.#firstDelivery + this.#at(at)] as string;
  }

  #channel(at: number): string {
    return this.#facts.texts[this.#at(at)] as string;
  }

  #alert(): AlertIdentity {
    const [integration, name] = [this.#head(HEAD.integration), this.#head(HEAD.name)];
    const key = (integration + 1) * this.#facts.texts.length + name;
    const alert = this.#alerts.get(key) ?? { integration: this.#text(integration), name: this.#text(name) as string };
    this.#alerts.set(key, alert);
    return alert;
  }

  #part(): IncidentPart {
    const policy = this.#head(HEAD.policy);
    const part = this.#parts.get(policy) ?? { team: this.#team, policy: this.#text(policy) };
    this.#parts.set(policy, part);
    return part;
  }

  #concerns(): readonly string[] {
    return this.#peopleFrom(this.#listAt(COUNTS.concerns), this.#head(COUNTS.concerns));
  }

  #peopleFrom(start: number, length: number): readonly string[] {
    if (length === 1) {
      const place = this.#at(start);
      const alone = this.#alone.get(place) ?? [this.#people[place] as string];
      this.#alone.set(place, alone);
      return alone;
    }
    return length === 0 ? NONE : Array.from({ length }, (_, i) => this.#person(start + i));
  }

  #deeds(count: number, openedAt: number): readonly DeedFact[] {
    return this.#list(count, PAIR, (at): DeedFact => ({ at: openedAt + this.#at(at), user: this.#person(at + 1) }));
  }

  #tries(id: string, openedAt: number): readonly TryFact[] {
    return this.#list(COUNTS.tries, TRY, (at): TryFact => {
      const page = this.#at(at);
      return {
        // Pages are told apart, and nothing else.
        page: page === 0 ? id : `${id}/${page}`,
        delivery: this.#delivery(at + 1),
        user: this.#person(at + 2),
        channel: this.#channel(at + 3),
        madeAt: openedAt + this.#at(at + 4),
        at: openedAt + this.#at(at + 5),
        ok: this.#at(at + 6) === 1,
        failedAt: this.#at(at + 7) === NEVER ? null : openedAt + this.#at(at + 7),
      };
    });
  }

  #steps(openedAt: number): readonly StepFact[] {
    const length = this.#head(COUNTS.steps);
    if (length === 0) {
      return NONE;
    }
    const steps: StepFact[] = [];
    const start = this.#listAt(COUNTS.steps);
    for (let at = start; at < start + length; at += STEP + this.#at(at + 2)) {
      const step = this.#at(at + 1);
      const users = this.#peopleFrom(at + STEP, this.#at(at + 2));
      steps.push({ at: openedAt + this.#at(at), step: step === -1 ? null : step, users });
    }
    return steps;
  }

  #ratings(incident: string): readonly RatingFact[] {
    return this.#list(COUNTS.ratings, PAIR, (at): RatingFact => {
      return { incident, user: this.#person(at), rating: RATINGS[this.#at(at + 1)] as Rating };
    });
  }

  #calls(openedAt: number): readonly KeptCall[] {
    return this.#list(COUNTS.calls, CALL, (at): KeptCall => {
      return {
        delivery: this.#delivery(at),
        user: this.#person(at + 1),
        at: openedAt + this.#at(at + 2),
        channel: this.#channel(at + 3),
        urgent: this.#at(at + 4) === 1,
        isUpdate: this.#at(at + 5) === 1,
      };
    });
  }
}
