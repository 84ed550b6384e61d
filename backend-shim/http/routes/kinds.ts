/** Which sources and channels this sidecar has, as data for forms. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { listOf } from '#contract/list';
import type { ChannelRegistry } from '../../ports/channel.ts';
import type { SourceDefinition } from '../../ports/source.ts';

export interface KindDeps {
  channels: ChannelRegistry;
  sources: readonly SourceDefinition[];
}

const channelKind = strict({
  kind: z.string(),
  name: z.string(),
  /** How a person's address looks. */
  address: strict({ label: z.string(), hint: z.string() }),
  /** Settings of a room or service; secret ones go into `secrets`. */
  fields: z.array(strict({ name: z.string(), label: z.string(), hint: z.string(), secret: z.boolean(), required: z.boolean() })),
  carries: strict({ update: z.boolean(), reply: z.boolean(), buttons: z.boolean(), receipt: z.boolean() }),
});

const sourceKind = strict({ kind: z.string(), name: z.string(), summary: z.string(), contentTypes: z.array(z.enum(['json', 'form'])) });

export function kindRoutes(app: FastifyInstance, { channels, sources }: KindDeps): void {
  app.get('/channel-kinds', { schema: { tags: ['channels'], summary: 'Ways to reach people and rooms', response: { 200: listOf(channelKind) } } }, () => ({
    items: [...channels.values()].map(({ definition: { kind, name, address, fields, carries } }) => ({ kind, name, address: { label: address.label, hint: address.hint }, fields, carries })),
    next: null,
  }));
  app.get('/source-kinds', { schema: { tags: ['integrations'], summary: 'Monitors that integrations can be of', response: { 200: listOf(sourceKind) } } }, () => ({
    items: sources.map(({ kind, name, summary, contentTypes }) => ({ kind, name, summary, contentTypes })),
    next: null,
  }));
}
