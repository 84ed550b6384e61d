/**
 * A **channel** is a way to reach people. One folder each under `channels/`, with the same files:
 * `definition.ts` (what it is, as data), `render.ts` (message → what the service wants, pure),
 * `send.ts`, `send.test.ts`.
 */
import type { Translated } from '#contract/base/translated';
import type { Format } from '#contract/reasons/data';
import type { ProblemReason } from '#contract/reasons/problems';
import type { Message } from '#domain/notify/message';
import type { ChatAction } from '#domain/notify/render/standing-message';
import type { CallTurn, HeardCall } from './call.ts';
import type { Callback, CallbackAnswer } from './callback.ts';

/** The closed list of why a delivery was not done; feeds log, metric, timeline and retry alike. */
export type RetryReason =
  | 'network'
  | 'timeout'
  | 'rate-limited'
  | 'server-error'
  | 'misconfigured'
  | 'not-configured'
  | 'cancelled'
  | 'busy'
  | 'no-answer';
/** `undelivered`: the service took it and told later that it did not arrive. `stopped`: the person answered STOP. `voicemail`: a machine took the call. */
export type NeverReason =
  | 'bad-address'
  | 'refused'
  | 'unknown-method'
  | 'unverified'
  | 'refused-address'
  | 'undelivered'
  | 'stopped'
  | 'voicemail';

export type Outcome =
  /** `answer`: what the receiver said, as text; kept where the receiver is a room. */
  | { kind: 'done'; providerId: string | null; answer?: string | null }
  | {
      kind: 'retry';
      reason: RetryReason;
      detail: string;
      /** ms the service asked us to wait */ after: number | null;
      /** Attempts after which it has failed for good, where that is sooner than usual. */ most?: number;
      answer?: string | null;
    }
  | { kind: 'never'; reason: NeverReason; detail: string; answer?: string | null };

export interface DeliveryRequest {
  /** The same for every attempt of one delivery. */
  idempotencyKey: string;
  /** Address of the contact method or room: mail address, URL, number. */
  to: string;
  /** Id of the service or room it goes through, where there is one; providers name it in `providerId`. */
  service?: string;
  /** Per-destination settings and secrets (a room's, a method's); never logged. */
  settings: Record<string, unknown>;
  secrets: Record<string, string>;
  /** The address came from a file or an Admin. */
  trusted: boolean;
  message: Message;
  /**
   * Of channels that carry `inPlace`: the message about this incident that stands at this destination, as
   * `providerId` of its outcome. It is changed; where it is gone, it is posted anew. null: there is none.
   */
  standing?: string | null;
  signal: AbortSignal;
}

export interface ChannelField {
  name: string;
  label: Translated;
  hint: Translated;
  secret: boolean;
  required: boolean;
  /** What is wrong with the value that was given, without its field; null: nothing. */
  wrong?(text: string): FieldProblem | null;
}

export type FieldProblem = ProblemReason & { message: string };

/** `field` is the name of a setting or secret. */
export type SettingProblem = FieldProblem & { field: string };

export interface ChannelDefinition {
  kind: string;
  name: Translated;
  /** Types of contact methods (`sms`, `voice`) that go through services of this kind. */
  serves?: readonly string[];
  /** How a person's address looks: label, hint and check. */
  address: { label: Translated; hint: Translated; format: Format; validate(to: string): string | null };
  /** Settings of a room or service defined under `channels`. */
  fields: ReadonlyArray<ChannelField>;
  /** What is wrong with them together, by the field's name; single fields that are missing are found without it. */
  check?(service: Pick<ChannelService, 'settings' | 'secrets'>): readonly SettingProblem[];
  /** What it can carry besides pages. */
  carries: {
    update: boolean;
    reply: boolean;
    buttons: boolean;
    receipt: boolean;
    /** One message per incident and destination, changed as the incident goes on. Where that cannot be, each is a message of its own. */
    inPlace?: boolean;
    /** Groups of the service can be kept equal to who is on call. */
    groups?: boolean;
    /** No updates but those that ask for an answer: are you still on it, nobody has answered. */
    questions?: boolean;
  };
  /** Over `count` messages per `per` ms to one person and method, the rest is bundled. */
  limit: { count: number; per: number };
  /** It makes a phone ring: what nobody waits for takes another way. */
  rings?: boolean;
  /** ms within which several pages to one method become one message; null: never bundled. */
  bundleWithin: number | null;
}

/** What a service tells after it has taken a message: it did arrive, it did not, or it may the next time. */
export type Receipt = { kind: 'delivered' } | Exclude<Outcome, { kind: 'done' }>;

/** A button below a message was pressed. */
export interface HeardPress {
  service: string;
  /** The channel kind. */
  kind: string;
  /** Address of whoever pressed it, as contact methods of this kind have it. */
  from: string;
  incident: string;
  action: ChatAction;
  /** Of a snooze, ms; null: as usual. */
  for: number | null;
  /** The service's own id of this press, null where it has none. */
  id: string | null;
}

export interface PressAnswer {
  done: boolean;
  /** To whoever pressed it, alone. */
  text: string;
}

/** What channels hear from the other side. Every promise resolves after the commit. */
export interface Hearing {
  /** @param providerId as the outcome of the send said it */
  receipt(providerId: string, receipt: Receipt): Promise<void>;
  /**
   * A message that somebody wrote.
   * @param reply id: the service's own, null where it has none
   * @returns what to answer; null: nothing
   */
  reply(reply: { service: string; from: string; text: string; id: string | null }): Promise<string | null>;
  press(press: HeardPress): Promise<PressAnswer>;
  /** Something happened in a call. @returns what to say now */
  call(call: HeardCall): Promise<CallTurn>;
}

export interface Channel {
  definition: ChannelDefinition;
  /** Lanes share nothing: a receiver that hangs slows only its own lane (host, relay…). */
  lane(to: string, settings: Record<string, unknown>): string;
  send(request: DeliveryRequest): Promise<Outcome>;
  /** From then on, what comes from the other side goes there. Called once, before the first send. */
  hear?(hearing: Hearing): void;
  /** Is the other side there, and are we let in? Reaches nobody. Channels that cannot tell have none. */
  probe?(service: ChannelService, signal: AbortSignal): Promise<Outcome>;
  /** Services that are set up elsewhere than under `channels`: a relay from the environment. */
  ownServices?(): readonly ChannelService[];
  /** The service tells something by HTTP. Not everybody who asks is the service: the channel checks. */
  callback?(service: ChannelService, callback: Callback): Promise<CallbackAnswer>;
  /** Asks the service for what came in, where it does not tell by itself. Called every now and then. */
  collect?(service: ChannelService, signal: AbortSignal): Promise<void>;
  /** Makes the group that the service's settings name hold these addresses and no others. */
  setGroup?(service: ChannelService, members: readonly string[], signal: AbortSignal): Promise<Outcome>;
  /** Numbers that people see when this service reaches them, `+33612345678`. */
  senders?(service: ChannelService): readonly string[];
  close?(): Promise<void>;
}

export type ChannelRegistry = ReadonlyMap<string, Channel>;

/**
 * A service defined under `channels` (an SMS gateway, a bot) through which contact methods of its kind
 * go. Tried in order: the second takes over when the first fails.
 */
export interface ChannelService {
  id: string;
  settings: Record<string, unknown>;
  secrets: Record<string, string>;
}

/** Services of one kind, in the order in which they are tried. */
export type ChannelServices = (kind: string) => readonly ChannelService[];
