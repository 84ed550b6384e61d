/** Maps each kind of row in `config` to the schema of its body. */
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { id, login } from '#contract/base/scalars';
import { integration } from '#contract/integrations/integration';
import { RESOURCES } from '#contract/resources';
import { override } from '#contract/rotas/rota';
import { user } from '#contract/people/user';
import type { DeviceWire } from '#contract/people/device';
import type { ProfileWire, VerifiedMethod } from '#contract/people/profile';
import { ABSENCE_KINDS, SWAP_STATES } from '#domain/rota/model';
import type { Absence, Swap, SwapConsent, SwapWindow } from '#domain/rota/model';
import type { BesideOverride } from '../../ports/configuration.ts';
import type { FileOrder } from '../../store/configuration/maintenance-order.ts';
import type { EraseCursor } from '../../store/people/erase.ts';
import type { PersonErasure } from '../../store/people/rewrite.ts';
import type { OldSecret, OldToken } from '../ingest-token.ts';
import type { WholeShape } from '../../store/stored/json.ts';

const instant = z.number();
const span = strict({ start: instant, end: instant } satisfies WholeShape<SwapWindow>);
const consent = strict({ by: z.string(), at: instant } satisfies WholeShape<SwapConsent>);

const method = strict({ id, type: id, to: z.string() } satisfies WholeShape<VerifiedMethod>);

const { contactMethods, notificationRules, quietHours, handoffAhead, mute } = user.shape;

export const ERASURE = strict({
  erasure: strict({
    login: z.string(),
    pseudonym: z.string(),
    words: z.array(z.string()).default([]),
  } satisfies WholeShape<PersonErasure>),
  cursor: strict({
    place: z.int(),
    after: z.record(z.string(), z.union([z.string(), z.number(), z.null()])).nullable(),
  } satisfies WholeShape<EraseCursor>),
} satisfies WholeShape<{ erasure: PersonErasure; cursor: EraseCursor }>);

/** Objects beside those that files state, in the form that this release writes. */
const BESIDE = {
  profiles: strict({
    contactMethods,
    notificationRules,
    quietHours,
    handoffAhead,
    mute,
    verified: z.array(method).default([]),
    trusted: z.boolean().default(false),
    trustedMethods: z.array(method).optional(),
  } satisfies WholeShape<ProfileWire>),
  devices: strict({
    user: login,
    name: z.string(),
    platform: z.string().default(''),
    to: z.string().nullable().default(null),
    secret: z.string().nullable().default(null),
    subscribedAt: instant.nullable().default(null),
  } satisfies WholeShape<DeviceWire>),
  overrides: strict({
    rota: id,
    override: override.safeExtend({ id }),
    by: z.string().default(''),
    past: z.boolean().optional(),
  } satisfies WholeShape<BesideOverride>),
  swaps: strict({
    id: z.string(),
    rota: id,
    window: span,
    inReturn: span.nullable().default(null),
    askedOf: login.nullable().default(null),
    state: z.enum(SWAP_STATES),
    asked: consent,
    taken: consent.nullable().default(null),
    closed: consent.nullable().default(null),
    note: z.string().default(''),
  } satisfies WholeShape<Swap>),
  pastAbsences: strict({
    id: z.string(),
    user: login,
    start: instant,
    end: instant,
    kind: z.enum(ABSENCE_KINDS),
    enteredAt: instant.optional(),
  } satisfies WholeShape<Omit<Absence, 'gone'>>),
  erasures: ERASURE,
  /** The order in which the files state the objects of a kind, where it counts. */
  orders: strict({ ids: z.array(z.string()) } satisfies WholeShape<FileOrder>),
};

const oldSecrets = z.array(strict({ secret: z.string(), until: instant } satisfies WholeShape<OldSecret>)).optional();
const oldTokens = z.array(strict({ token: z.string(), until: instant } satisfies WholeShape<OldToken>)).optional();

/** Fields that the sidecar adds to bodies that people write. */
const WITH_OWN_FIELDS = {
  integrations: integration.safeExtend({ oldTokens, oldSecrets }),
  calendars: RESOURCES.calendars.schema.safeExtend({ trusted: z.boolean().optional() }),
};

/** Schemas by kind. Rows of a kind without a schema have no body that matters, or come from a newer release. */
export const STORED_SCHEMAS: Readonly<Record<string, z.ZodType>> = {
  ...Object.fromEntries(Object.values(RESOURCES).map(({ kind, schema }) => [kind, schema])),
  ...BESIDE,
  ...WITH_OWN_FIELDS,
};
