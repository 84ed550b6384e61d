/**
 * Defines the port for a **channel**, a way to reach people. Each channel is a folder below `channels/` with the same
 * files: `definition.ts` (what it is, as data), `render.ts` (message → request, pure), `send.ts`, `send.test.ts`.
 */
import type { TranslatedText } from '#contract/base/translated';
import type { ChannelSetupWire, FieldInputWire, SetupStepWire } from '#contract/paging/channel-kind';
import type { TextFormat } from '#contract/reasons/data';
import type { ProblemReason } from '#contract/reasons/problems';
import type { Message } from '#domain/notify/message/message';
import type { Bundling } from '#domain/notify/throttle';
import type { Rating } from '#domain/incident/rating';
import type { ChatAction } from '#domain/notify/render/messages/standing-message';
import type { AttemptSignal } from './http.ts';
import type { CallTurn, CallReport } from './call.ts';
import type { ServiceCallback, CallbackAnswer } from './callback.ts';

/** The closed list of reasons why a delivery was not done; log, metric, timeline and retry use it alike. */
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
/**
 * `undelivered`: the service accepted the message and reported later that it did not arrive. `stopped`: the person
 * answered STOP. `voicemail`: a machine answered the call. `disabled`: the person is, in Vigie or in Grafana.
 */
export type NeverReason =
  | 'bad-address'
  | 'refused'
  | 'unknown-method'
  | 'unverified'
  | 'refused-address'
  | 'undelivered'
  | 'stopped'
  | 'voicemail'
  | 'disabled';

export type DeliveryOutcome =
  /** `answer`: the receiver's answer as text, kept if the receiver is a room. */
  | { kind: 'done'; providerId: string | null; answer?: string | null }
  | {
      kind: 'retry';
      reason: RetryReason;
      detail: string;
      /** ms that the service asked us to wait. */ after: number | null;
      /** Attempts after which the delivery fails for good, if fewer than usual. */ most?: number;
      answer?: string | null;
    }
  | { kind: 'never'; reason: NeverReason; detail: string; answer?: string | null };

export interface DeliveryRequest {
  /** The same for every attempt of one delivery. */
  idempotencyKey: string;
  /** Address of the contact method or room: mail address, URL, number. */
  to: string;
  /** Id of the service or room it goes through, if any; providers name it in `providerId`. */
  service?: string;
  /** Settings and secrets of the destination (a room or a contact method); never logged. */
  settings: Record<string, unknown>;
  secrets: Record<string, string>;
  /** The address came from a file or an Admin. */
  trusted: boolean;
  message: Message;
  /**
   * For channels that carry `inPlace`: the message about this incident at this destination, as `providerId` of its
   * outcome. The channel changes it, or posts it anew if it is gone. null: there is none.
   */
  standing?: string | null;
  /** Ends the attempt. What passes it to the HTTP port needs to do no more; others ask `mayLeave` before they send. */
  signal: AttemptSignal;
}

/** How forms ask for a setting: `choice` with its choices, or another input by its name. */
type FieldInput =
  | Exclude<FieldInputWire['as'], 'text' | 'choice'>
  /** `label` null: the value itself is shown. `isOpen`: other values are possible. */
  | { choices: ReadonlyArray<{ value: string; label: TranslatedText | null }>; isOpen?: boolean };

export interface ChannelSettingField {
  name: string;
  label: TranslatedText;
  hint: TranslatedText;
  /** Text in one line without it. */
  input?: FieldInput;
  secret: boolean;
  /** Shown to whoever may read settings, but sealed at rest: it grants access to whoever knows it. */
  sealed?: boolean;
  required: boolean;
  /** @returns what is wrong with the value, without naming its field; null: nothing */
  wrong?(text: string): ChannelFieldProblem | null;
}

/** One way to set a channel up: a tile in the gallery, and a page with what is needed, steps and a few fields. */
export interface ChannelSetup extends Pick<ChannelSetupWire, 'id' | 'group'> {
  /** As in `ChannelSetupWire`. Defaults to the name of the kind. */
  name?: TranslatedText;
  summary: TranslatedText;
  needs: readonly TranslatedText[];
  steps: ReadonlyArray<{
    what: TranslatedText;
    link?: { label: TranslatedText; url: string };
    copy?: NonNullable<SetupStepWire['copy']>;
  }>;
  /** The names of the settings that are asked for first. `required` false: may stay empty. */
  fields: ReadonlyArray<{ name: string; required?: boolean; label?: TranslatedText; hint?: TranslatedText }>;
  settings?: Readonly<Record<string, string>>;
}

export type ChannelFieldProblem = ProblemReason & { message: string };

/** `field` is the name of a setting or secret. */
export type ChannelSettingProblem = ChannelFieldProblem & { field: string };

export interface ChannelDefinition {
  kind: string;
  name: TranslatedText;
  /** Types of contact methods (`sms`, `voice`) that services of this kind carry. */
  serves?: readonly string[];
  /** The address of a person: label, hint and check. `sealed`: as of settings. */
  address: {
    label: TranslatedText;
    hint: TranslatedText;
    format: TextFormat;
    sealed?: boolean;
    validate(to: string): string | null;
  };
  /** Whether such an entry posts somewhere itself. False: it only reaches people. Absent: always. */
  isRoom?(service: Pick<ChannelService, 'settings' | 'secrets'>): boolean;
  /** Settings of a room or service defined under `channels`. */
  fields: ReadonlyArray<ChannelSettingField>;
  /** The ways to set such a channel up by hand. */
  setups?: readonly ChannelSetup[];
  /** Checks settings against each other, by the field's name. Missing required fields are found without it. */
  check?(service: Pick<ChannelService, 'settings' | 'secrets'>): readonly ChannelSettingProblem[];
  /** What the channel can carry besides pages. */
  carries: {
    update: boolean;
    reply: boolean;
    buttons: boolean;
    receipt: boolean;
    /**
     * One message per incident and destination, changed as the incident proceeds. If it cannot be changed, each update
     * is a message of its own.
     */
    inPlace?: boolean;
    /**
     * A message about several incidents lists them, each with its link and its news; elsewhere it names the worst of them,
     * and news are not bundled.
     */
    several?: boolean;
    /** Vigie can keep a group of the service equal to who is on call. */
    groups?: boolean;
    /** Carries only updates that ask for an answer: are you still on it, nobody has answered. */
    questions?: boolean;
  };
  /** Above `count` messages per `per` ms to one person and method, further messages are bundled. */
  limit: { count: number; per: number };
  /** Makes a phone ring, so messages that need no answer go another way. */
  rings?: boolean;
  /** Which pages to one method become one message, and, where it carries `several`, which updates; null: none below the limit. */
  bundle: Bundling | null;
}

/** The service's report after it accepted a message: delivered, not delivered, or worth a retry. */
export type DeliveryReceipt = { kind: 'delivered' } | Exclude<DeliveryOutcome, { kind: 'done' }>;

/** A pressed button below a message. */
export interface IncomingPress {
  service: string;
  /** The channel kind. */
  kind: string;
  /** Address of the person who pressed it, in the form that contact methods of this kind have. */
  from: string;
  incident: string;
  action: ChatAction;
  /** ms of a snooze; null: the default. */
  for: number | null;
  /** What `rate` says; null: something else was pressed. */
  rating: Rating | null;
  /** The service's own id of this press; null: it has none. */
  id: string | null;
}

export interface PressAnswer {
  done: boolean;
  /** Shown only to the person who pressed it. */
  text: string;
  /** The message does not show what was done, so the text must be shown. */
  aside?: boolean;
}

/** Receives what comes in through channels. Every promise resolves after the commit. */
export interface InboundHandler {
  /** @param providerId the id that the outcome of the send contained */
  receipt(providerId: string, receipt: DeliveryReceipt): Promise<void>;
  /**
   * Processes a message that somebody wrote.
   * @param reply id: the service's own; null: it has none
   * @returns the answer; null: none
   */
  reply(reply: { service: string; from: string; text: string; id: string | null }): Promise<string | null>;
  press(press: IncomingPress): Promise<PressAnswer>;
  /** Processes an event of a call. @returns what to say next */
  call(call: CallReport): Promise<CallTurn>;
}

export interface Channel {
  definition: ChannelDefinition;
  /**
   * The lane of a destination. Lanes share nothing, so a receiver that hangs slows only its own lane (host, relay…).
   */
  lane(to: string, settings: Record<string, unknown>): string;
  send(request: DeliveryRequest): Promise<DeliveryOutcome>;
  /** Whether the service behind people's methods of this kind is set up. Absent: none is needed. */
  isSetUp?(): boolean;
  /** Sets the receiver of everything that comes in. Called once, before the first send. */
  hear?(hearing: InboundHandler): void;
  /**
   * Checks that the service answers and accepts our credentials. Reaches nobody. Absent where a channel cannot check
   * this.
   */
  probe?(service: ChannelService, signal: AbortSignal): Promise<DeliveryOutcome>;
  /** Services set up elsewhere than under `channels`, such as a mail relay from the environment. */
  ownServices?(): readonly ChannelService[];
  /** Processes an HTTP callback. Anybody may send one, so the channel verifies the sender. */
  callback?(service: ChannelService, callback: ServiceCallback): Promise<CallbackAnswer>;
  /** Polls the service for incoming messages, if it does not push them. Called regularly. */
  collect?(service: ChannelService, signal: AbortSignal): Promise<void>;
  /** Sets the members of the group in the service's settings to exactly these addresses. */
  setGroup?(service: ChannelService, members: readonly string[], signal: AbortSignal): Promise<DeliveryOutcome>;
  /** Numbers that people see when this service reaches them, such as `+33612345678`. */
  senders?(service: ChannelService): readonly string[];
  close?(): Promise<void>;
}

export type ChannelRegistry = ReadonlyMap<string, Channel>;

/**
 * A service defined under `channels` (an SMS gateway, a bot) that carries contact methods of its kind. Services are
 * tried in order: the second takes over when the first fails.
 */
export interface ChannelService {
  id: string;
  settings: Record<string, unknown>;
  secrets: Record<string, string>;
}

/** Services of one kind, in the order in which they are tried. */
export type ChannelServices = (kind: string) => readonly ChannelService[];
