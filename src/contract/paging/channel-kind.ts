/**
 * Defines `GET channel-kinds`: what each kind of channel is, the settings it has, and the ways to set it up. Forms and
 * galleries are made of it. Texts come in English (`name`, `label`, `hint`) and in every language (`names`, `labels`,
 * `hints`).
 */
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { translated } from '#contract/base/translated';

/** How a form asks for a setting. Stored is text in any case. */
const FIELD_INPUTS = [
  'text',
  /** Several lines. */
  'lines',
  /** One of `choices`. */
  'choice',
  /** `true`, or nothing. */
  'switch',
  'zone',
  /** Ids of rotas, with commas between them. */
  'rotas',
  /** The id of another channel of this kind that has a token. */
  'bot',
  /** A secret that nobody has to remember, which the form makes. */
  'made',
] as const;

const input = strict({
  as: z.enum(FIELD_INPUTS),
  choices: z.array(strict({ value: z.string(), labels: translated })),
  /** Other values than the choices are possible. */
  isOpen: z.boolean(),
});

const field = strict({
  name: z.string(),
  label: z.string(),
  labels: translated,
  hint: z.string(),
  hints: translated,
  secret: z.boolean(),
  required: z.boolean(),
  input,
});

/** Where a gallery shows a way to set a channel up. */
const SETUP_GROUPS = ['chat', 'sms', 'call', 'other'] as const;

/** `{publicUrl}`, `{id}` (of the channel) and `{callbackToken}` stand for those of this installation, in every text. */
const step = strict({
  what: translated,
  /** A page of the service. `{text}` in its address: the text below, percent-encoded. */
  link: strict({ labels: translated, url: z.string() }).nullable(),
  /** Exact text to copy. `name`: of the file or field; `shell`: a command line. */
  copy: strict({ name: z.string(), text: z.array(z.string()) }).nullable(),
});

/** One way to set a channel up, with a page of its own. */
const setup = strict({
  /** Differs from that of all other setups of all kinds. */
  id: z.string(),
  names: translated,
  summaries: translated,
  group: z.enum(SETUP_GROUPS),
  needs: z.array(translated),
  steps: z.array(step),
  /** The settings that are asked for first; all others are optional. Texts replace those of the setting. */
  fields: z.array(
    strict({ name: z.string(), required: z.boolean(), labels: translated.nullable(), hints: translated.nullable() }),
  ),
  /** Settings that this way fixes. */
  settings: z.record(z.string(), z.string()),
});

export const channelKind = strict({
  kind: z.string(),
  name: z.string(),
  names: translated,
  /** Types of contact methods that use services of this kind. */
  serves: z.array(z.string()),
  /** Whether a message to somebody's contact method of this kind can be sent; false: no service is set up for it. */
  ready: z.boolean(),
  /** How to enter a person's address. */
  address: strict({ label: z.string(), labels: translated, hint: z.string(), hints: translated }),
  /** Settings of a room or service; secret settings go into `secrets`. */
  fields: z.array(field),
  /** None: channels of this kind are not made by hand. */
  setups: z.array(setup),
  carries: strict({
    update: z.boolean(),
    reply: z.boolean(),
    buttons: z.boolean(),
    receipt: z.boolean(),
    /** The channel keeps one message per incident and updates it. */
    inPlace: z.boolean(),
    /** The channel keeps groups equal to who is on call. */
    groups: z.boolean(),
  }),
});

export type FieldInputWire = z.output<typeof input>;
export type ChannelSetupWire = z.output<typeof setup>;
export type SetupStepWire = z.output<typeof step>;
