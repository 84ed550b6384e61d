/**
 * Defines what both pagers say about their pages, in one form: alerts, and who was told of each. What pages of both
 * have in common is found in `match.ts`, why they differ in `causes.ts`.
 */
import type { DifferenceCause, CrewSpan } from '#modules/importing/domain/model';

/** One notification: somebody was told of an alert, by one method. */
export interface PageMessage {
  /** Of the side that told; no two messages of a side share one. */
  id: string;
  /** Epoch ms. */
  at: number;
  /** Login, or a stand-in for somebody whom nobody has mapped. */
  person: string;
  /** `sms`, `voice`, `email`…; in the words of the side if there is no common one. */
  method: string;
  /** When the step was entered that reached the person, epoch ms; null: the side does not say. */
  since: number | null;
  /** From 1; null: the side does not say. */
  step: number | null;
}

/** An alert with its life, as one side has it. */
export interface AlertCase {
  /** Of the side; no two of its alerts share one. */
  id: string;
  /** By which both sides may know it: deduplication key, alias, fingerprint. */
  keys: readonly string[];
  title: string;
  /** Integrations of Vigie that receive such alerts. */
  integrations: readonly string[];
  /** Epoch ms. */
  openedAt: number;
  acknowledgedAt: number | null;
  /** Login, or a name in the words of the side. */
  acknowledgedBy: string | null;
  endedAt: number | null;
  messages: readonly PageMessage[];
}

/** An alert of the pager that the team leaves. */
export interface TheirCase extends AlertCase {
  /** The service, for people. */
  service: string | null;
}

/** A stretch in which Vigie pages nobody, or not this person. */
export interface HeldSpan {
  from: number;
  /** Infinity: it still holds. */
  to: number;
  why: HeldWhy;
  /** null: everybody. */
  person: string | null;
}

export const HELD_WHYS = ['maintenance', 'downtime', 'silence', 'window', 'quiet-hours', 'not-available'] as const;
export type HeldWhy = (typeof HELD_WHYS)[number];

/** An incident of Vigie. */
export interface OurCase extends AlertCase {
  number: number;
  /** null: a person opened it. */
  integration: string | null;
  policy: string | null;
  held: readonly HeldSpan[];
  /** People who were to be told, and whom no method of theirs could reach. */
  unreachable: readonly string[];
}

/** A person who was told of an alert, by one or more methods in a row. */
export interface SidePage<Case extends AlertCase> {
  of: Case;
  person: string;
  /** The first message. */
  at: number;
  since: number | null;
  step: number | null;
  /** Each once, in order. */
  methods: readonly string[];
  /** Ids of all its messages. */
  messages: readonly string[];
}
export type TheirPage = SidePage<TheirCase>;
export type OurPage = SidePage<OurCase>;

export const PAGE_RESULTS = ['same', 'other-time', 'other-person', 'only-theirs', 'only-ours'] as const;
export type PageResult = (typeof PAGE_RESULTS)[number];

/** One page of each side, or a page that the other side lacks. */
export interface PagePair {
  result: PageResult;
  theirs: TheirPage | null;
  ours: OurPage | null;
}

/** A difference of a rota, as the proof has it. */
export interface ComparedRota {
  id: string;
  theirs: readonly CrewSpan[];
  ours: readonly CrewSpan[];
  differences: ReadonlyArray<{ start: number; end: number; cause: DifferenceCause }>;
}

/** An alert that came in and that a route dropped. */
export interface DroppedAlert {
  keys: readonly string[];
  title: string;
  integration: string;
  at: number;
}

/** What is known besides the pages. */
export interface PageFacts {
  rotas: readonly ComparedRota[];
  /** How many alerts each integration received in the compared time. */
  received: ReadonlyMap<string, number>;
  dropped: readonly DroppedAlert[];
  /** Integrations that the import has made. */
  imported: ReadonlySet<string>;
  /** Stand-ins, each with the name that the source has. */
  unmapped: ReadonlyMap<string, string>;
  /** The source tells only who was on call. */
  tellsOnCallOnly: boolean;
  /** Whether people take turns in this step of the policy, from 1. */
  takesTurns(policy: string, step: number): boolean;
}

interface Because<Reason extends string, Data extends object> {
  reason: Reason;
  data: Data;
}

/** Why a page differs; instants are epoch ms, lengths ms. */
export type PageBecause =
  /** The person of the source is nobody in Vigie. */
  | Because<'person-unmapped', { name: string }>
  /** Who is on call differs; `cause` as in the proof. */
  | Because<'rota-differs', { rota: string; cause: DifferenceCause }>
  /** A handoff lies between both pages. */
  | Because<'handoff-between', { rota: string; at: number }>
  /** People take turns by incident, and each side counts its own. */
  | Because<'turns-differ', { policy: string; step: number }>
  /** The alert came to Vigie so much later; negative: earlier. */
  | Because<'alert-other-time', { later: number }>
  /** The step came so long after the alert. */
  | Because<'step-delay-differs', { theirs: number; ours: number; step: number | null }>
  /** The step came at the same time, the message so long after it. */
  | Because<'own-rules-differ', { theirs: number | null; ours: number }>
  /** So long after the alert; which part of it is the step's, the source does not say. */
  | Because<'delay-differs', { theirs: number; ours: number }>
  | Because<'held-here', { incident: number; why: HeldWhy }>
  | Because<'dropped-here', { integration: string }>
  /** The alert joined an incident about which the person was told already. */
  | Because<'joined-here', { incident: number }>
  | Because<'joined-there', { title: string }>
  | Because<'acknowledged-here', { incident: number; by: string | null; at: number }>
  | Because<'acknowledged-there', { by: string | null; at: number }>
  | Because<'ended-here', { incident: number; at: number }>
  | Because<'ended-there', { at: number }>
  /** No method of the person could be used. */
  | Because<'unreachable-here', { incident: number }>
  /** Other alerts came in by the integration, this one did not. */
  | Because<'not-received', { integration: string }>
  | Because<'sender-not-connected', { integration: string }>
  /** Nothing in Vigie stands for the service. */
  | Because<'service-not-moved', { service: string | null }>
  /** The integration is not of the import. */
  | Because<'own-integration', { integration: string }>
  | Because<'opened-by-hand', { incident: number }>
  /** The source has no such alert. */
  | Because<'no-alert-there', Record<string, never>>
  /** The source has the alert, and told nobody. */
  | Because<'nobody-told-there', Record<string, never>>
  /** The source tells only who was on call, and the person was told for another reason. */
  | Because<'told-on-call-only', Record<string, never>>
  | Because<'unknown', Record<string, never>>;

/** null: there is nothing to explain. */
export interface ComparedPage extends PagePair {
  because: PageBecause | null;
}
