/** Defines **integrations**: inbound endpoints, each of a kind, with its token, its routes and its settings. */
import { z } from 'zod';
import { SOURCE_KINDS } from '#domain/routing/integration';
import type { Integration, Route, WebhookTemplate } from '#domain/routing/integration';
import { DAY, SECOND } from '#domain/time/duration';
import { duration, toMilliseconds } from '#contract/time/duration';
import { optional, strict } from '#contract/base/schema';
import { addProblem, asProblem, wellFormed } from '#contract/base/why';
import { matcher, toMatcher, usableMatchers } from '#contract/matchers/matcher';
import { MATCHERS } from '#contract/matchers/places';
import { id, labelName, labels, name, ref, severity, urgency } from '#contract/base/scalars';
import { toWindow, windowOrId } from '#contract/time/time-window';
import type { WindowLookup } from '#contract/time/time-window';
import { problemsOfSync, sync, toSync } from '#contract/integrations/integration-sync';
import { mail, misplaced, snmp } from '#contract/integrations/integration-wire-formats';

const headerName = z
  .string()
  .max(200)
  .regex(...wellFormed('header-name', /^[A-Za-z0-9-]+$/, 'must be the name of an HTTP header'));

const hmac = strict({
  secret: z.string().min(1).max(1_000),
  header: headerName.default('X-Grafana-Alerting-Signature'),
  /** For senders that sign a timestamp, too. */
  timestampHeader: optional(headerName),
  /**
   * Further senders, each with its own secret, so that another Grafana's can be revoked without touching this one's.
   */
  others: z
    .array(strict({ name, secret: z.string().min(1).max(1_000) }))
    .max(50)
    .default([]),
}).superRefine(({ others }, ctx) => {
  others.forEach((one, i) => {
    const first = others.findIndex(({ name: other }) => other === one.name);
    if (first < i) {
      addProblem(ctx, ['others', i, 'name'], `is the same name as others[${first}].name; each must differ`, {
        reason: 'duplicate',
        data: { what: 'name', of: null, other: `others[${first}].name` },
      });
    }
  });
});

export const route = strict({
  /** Every matcher must hold; empty: every alert. */
  match: z.array(matcher).max(100).default([]),
  when: optional(windowOrId),
  /** null: the integration's own policy. */
  policy: optional(ref('policy')),
  urgency: optional(urgency),
  severity: optional(severity),
  labels: labels.default({}),
  /** The alert is recorded on the integration's page and opens nothing. */
  drop: z.boolean().default(false),
  /** Its firing alerts (Prometheus' Watchdog) are the heartbeat of this integration and open nothing. */
  heartbeat: optional(ref('integration')),
}).superRefine(({ heartbeat: fed, ...more }, ctx) => {
  const idle =
    fed === null ? [] : (['when', 'policy', 'urgency', 'severity'] as const).filter((field) => more[field] !== null);
  for (const field of [...idle, ...(fed !== null && more.drop ? ['drop'] : [])]) {
    addProblem(
      ctx,
      [field],
      'has no place beside heartbeat: what is a sign of life is one at any hour, and opens nothing',
      { reason: 'not-with', data: { field: 'heartbeat' } },
    );
  }
});

const heartbeat = strict({
  every: duration({ min: 10 * SECOND, max: 400 * DAY }),
  grace: duration({ max: 30 * DAY }).default('1m'),
  /** When it is armed: at the first signal, or when it is created. */
  arm: z.enum(['first', 'now']).default('first'),
});

const liquid = optional(z.string().max(10_000));

export const webhookTemplate = strict({
  title: liquid,
  severity: liquid,
  groupKey: liquid,
  fingerprint: liquid,
  status: liquid,
  description: liquid,
  link: liquid,
  actor: liquid,
  note: liquid,
  /** `began` or `over`. */
  downtime: liquid,
  /** `true`: sent by a test button. */
  test: liquid,
  /** Labels made from the body, which replace the body's own short values. */
  labels: optional(
    z
      .record(labelName, z.string().max(10_000))
      .refine(
        (given) => Object.keys(given).length <= 50,
        asProblem('holds more than 50', { reason: 'too-many', data: { max: 50 } }),
      ),
  ),
});

/** Agents poll `/in/commands` for commands, so alerts for a token of this name would never reach an integration. */
const SPOKEN_FOR = 'commands';

/** A token is part of a URL, so it has only characters that need no escaping there. */
export const ingestToken = z
  .string()
  .max(200)
  .regex(
    ...wellFormed(
      'ingest-token',
      /^[A-Za-z0-9._~-]+$/,
      'must be URL-safe text: letters, digits, ".", "_", "~" and "-"',
    ),
  )
  .refine(
    (token) => token !== SPOKEN_FOR,
    asProblem(`must not be "${SPOKEN_FOR}": /in/${SPOKEN_FOR} is where agents ask what people did; take another`, {
      reason: 'reserved',
      data: { value: SPOKEN_FOR },
    }),
  );

export const integration = strict({
  id,
  name: optional(name),
  type: z.enum(SOURCE_KINDS),
  team: optional(ref('team')),
  /** In the API: absent on creation, so that Vigie generates one. */
  token: optional(ingestToken),
  hmac: optional(hmac),
  policy: ref('policy'),
  routes: z.array(route).max(500).default([]),
  groupBy: optional(z.array(labelName).min(1).max(50)),
  resolveDelay: duration({ max: DAY }).default('0s'),
  reopenWindow: duration({ max: 30 * DAY }).default('10m'),
  autoResolve: optional(duration({ min: 60 * SECOND })),
  heartbeat: optional(heartbeat),
  template: optional(webhookTemplate),
  /**
   * For `webhook`: the product whose template reads the payloads (`GET product-templates`); `template` takes
   * precedence.
   */
  product: optional(ref('product')),
  /** Sends acknowledgements, notes, severity and resolutions back to the source. */
  sync: optional(sync),
  /** How mails are read, and which are accepted. */
  mail: optional(mail),
  /** The meaning of traps, besides those that Vigie knows. */
  snmp: optional(snmp),
  /** For `opsgenie` without a team: the heartbeats that its key may ping; with a team, it pings those of the team. */
  pings: z.array(ref('integration')).max(1_000).optional(),
  /** Incidents are opened and everything is decided and shown, and nothing is sent. */
  shadow: z.boolean().optional(),
}).superRefine((value, ctx) => {
  usableMatchers(MATCHERS.integrations.places, MATCHERS.integrations.most)(value, ctx);
  if (value.type === 'heartbeat' && value.heartbeat === null) {
    addProblem(ctx, ['heartbeat'], 'is missing; say how often the signal comes: heartbeat: { every: 5m, grace: 1m }', {
      reason: 'missing',
      data: { wanted: 'object', choices: [] },
    });
  }
  for (const { field, types } of misplaced(value)) {
    addProblem(ctx, [field], `belongs to integrations of type ${types.join(', ')}, not ${value.type}`, {
      reason: 'only-of-type',
      data: { types, given: value.type },
    });
  }
  if (value.team !== null && (value.pings ?? []).length > 0) {
    addProblem(ctx, ['pings'], 'has no place beside team: its key pings the heartbeats of the team', {
      reason: 'not-with',
      data: { field: 'team' },
    });
  }
  for (const { field, message, ...why } of value.sync === null ? [] : problemsOfSync(value.type, value.sync)) {
    addProblem(ctx, ['sync', ...field], message, why);
  }
});

export type IntegrationWire = z.output<typeof integration>;
export type RouteWire = z.output<typeof route>;

export function toRoute(wire: RouteWire, lookup: WindowLookup): Route {
  return { ...wire, match: wire.match.map(toMatcher), when: toWindow(wire.when, lookup, 'UTC') };
}

function toTemplate(wire: NonNullable<IntegrationWire['template']>): WebhookTemplate {
  return Object.fromEntries(Object.entries(wire).filter(([, source]) => source !== null));
}

/** An integration without a token (only before it is saved) gets the empty one, which no request can present. */
export function toIntegration(wire: IntegrationWire, lookup: WindowLookup): Integration {
  return {
    ...wire,
    name: wire.name ?? wire.id,
    token: wire.token ?? '',
    routes: wire.routes.map((one) => toRoute(one, lookup)),
    resolveDelay: toMilliseconds(wire.resolveDelay),
    reopenWindow: toMilliseconds(wire.reopenWindow),
    autoResolve: wire.autoResolve === null ? null : toMilliseconds(wire.autoResolve),
    heartbeat: wire.heartbeat && {
      every: toMilliseconds(wire.heartbeat.every),
      grace: toMilliseconds(wire.heartbeat.grace),
      arm: wire.heartbeat.arm,
    },
    template: wire.template && toTemplate(wire.template),
    sync: wire.sync && toSync(wire.sync),
  };
}
