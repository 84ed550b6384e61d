/** The sources and channels of this sidecar, as data for forms. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { instant } from '#contract/base/scalars';
import { strict } from '#contract/base/schema';
import { channelKind } from '#contract/paging/channel-kind';
import { listOf } from '#contract/list';
import type { ChannelRegistry } from '../../ports/channel.ts';
import { channelBody } from '../bodies/channel-kind-body.ts';
import { productTemplate } from '#contract/integrations/product';
import type { ProductTemplateWire } from '#contract/integrations/product';
import type { SourceDefinition } from '../../ports/source.ts';
import type { ChannelTest } from '../../store/access/channel-tests.ts';
import { callerOf } from '../guard.ts';
import { iso } from '../incident-body.ts';
import { isAdmin } from '../../rights/who.ts';

export interface KindDeps {
  channels: ChannelRegistry;
  sources: readonly SourceDefinition[];
  /** The state of the services behind channels after the latest probe. */
  states(): ReadonlyArray<{ service: string; kind: string; up: boolean; problem: string | null }>;
  products: readonly ProductTemplateWire[];
  tests(): Promise<readonly ChannelTest[]>;
}

const channelTest = strict({
  channel: z.string(),
  at: instant,
  outcome: z.enum(['done', 'retry', 'never']),
  /** Why it failed; null if it did not, and for callers other than Admins. */
  reason: z.string().nullable(),
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

export function kindRoutes(app: FastifyInstance, deps: KindDeps): void {
  channelRoutes(app, deps);
  sourceRoutes(app, deps);
}

function channelRoutes(app: FastifyInstance, { channels, states, tests }: KindDeps): void {
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
    '/channel-tests',
    {
      schema: {
        tags: ['channels'],
        summary: 'The latest test of each channel since it was changed',
        response: { 200: listOf(channelTest) },
      },
    },
    async (request) => ({
      items: (await tests()).map(({ channel, at, outcome, reason }) => ({
        channel,
        at: iso(at),
        outcome,
        reason: isAdmin(callerOf(request)) ? reason : null,
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
}

function sourceRoutes(app: FastifyInstance, { sources, products }: KindDeps): void {
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
