/** The sources and channels of this sidecar, as data for forms. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { translated } from '#contract/base/translated';
import { listOf } from '#contract/list';
import type { Channel, ChannelDefinition, ChannelSettingField, ChannelRegistry } from '../../ports/channel.ts';
import { productTemplate } from '#contract/integrations/product';
import type { ProductTemplateWire } from '#contract/integrations/product';
import type { SourceDefinition } from '../../ports/source.ts';
import { callerOf } from '../guard.ts';
import { isAdmin } from '../../rights/who.ts';

export interface KindDeps {
  channels: ChannelRegistry;
  sources: readonly SourceDefinition[];
  /** The state of the services behind channels after the latest probe. */
  states(): ReadonlyArray<{ service: string; kind: string; up: boolean; problem: string | null }>;
  products: readonly ProductTemplateWire[];
}

/** Texts come in English (`name`, `label`, `hint`) and in every language (`names`, `labels`, `hints`). */
const channelKind = strict({
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
  fields: z.array(
    strict({
      name: z.string(),
      label: z.string(),
      labels: translated,
      hint: z.string(),
      hints: translated,
      secret: z.boolean(),
      required: z.boolean(),
    }),
  ),
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

const sourceKind = strict({
  kind: z.string(),
  name: z.string(),
  summary: z.string(),
  contentTypes: z.array(z.enum(['json', 'form'])),
});

const channelState = strict({
  /** Id under `channels`, or the channel's own name if the environment configures it. */
  service: z.string(),
  kind: z.string(),
  up: z.boolean(),
  /** Why the service is down; null for callers other than Admins. */
  problem: z.string().nullable(),
});

function carriesBody({
  update,
  reply,
  buttons,
  receipt,
  inPlace = false,
  groups = false,
}: ChannelDefinition['carries']) {
  return { update, reply, buttons, receipt, inPlace, groups };
}

function textsBody({ label, hint }: Pick<ChannelSettingField, 'label' | 'hint'>) {
  return { label: label.en, labels: label, hint: hint.en, hints: hint };
}

function channelBody(channel: Channel): z.input<typeof channelKind> {
  const { kind, name, serves = [], address, fields, carries } = channel.definition;
  return {
    ready: channel.isSetUp?.() ?? true,
    kind,
    name: name.en,
    names: name,
    serves: [...serves],
    address: textsBody(address),
    fields: fields.map((field) => ({
      name: field.name,
      ...textsBody(field),
      secret: field.secret,
      required: field.required,
    })),
    carries: carriesBody(carries),
  };
}

export function kindRoutes(app: FastifyInstance, { channels, sources, states, products }: KindDeps): void {
  app.get(
    '/channel-states',
    {
      schema: {
        tags: ['channels'],
        summary: 'Whether the services behind channels answer',
        response: { 200: listOf(channelState) },
      },
    },
    (request) => ({
      items: states().map(({ service, kind, up, problem }) => ({
        service,
        kind,
        up,
        problem: isAdmin(callerOf(request)) ? problem : null,
      })),
      next: null,
    }),
  );
  app.get(
    '/channel-kinds',
    {
      schema: {
        tags: ['channels'],
        summary: 'Ways to reach people and rooms, with their texts in English and in every language',
        response: { 200: listOf(channelKind) },
      },
    },
    () => ({
      items: [...channels.values()].map(channelBody),
      next: null,
    }),
  );
  app.get(
    '/product-templates',
    {
      schema: {
        tags: ['integrations'],
        summary: 'Products whose webhooks are read by a template, and how they are set up',
        response: { 200: listOf(productTemplate) },
      },
    },
    () => ({ items: products, next: null }),
  );
  app.get(
    '/source-kinds',
    {
      schema: {
        tags: ['integrations'],
        summary: 'Monitors that integrations can be of',
        response: { 200: listOf(sourceKind) },
      },
    },
    () => ({
      items: sources.map(({ kind, name, summary, contentTypes }) => ({ kind, name, summary, contentTypes })),
      next: null,
    }),
  );
}
