/** Finds references in everything stored: configured objects and those stored beside them. */
import { z } from 'zod';
import { ref } from '#contract/base/scalars';
import type { ObjectKind } from '#contract/base/reference';
import { CONFIG_KINDS } from '#contract/config';
import type { Config, ConfigKind } from '#contract/config';
import { RESOURCES } from '#contract/resources';
import { override } from '#contract/rotas/rota';
import { contactMethod, notificationRules } from '#contract/people/user';
import { personalWindow } from '#contract/time/time-window';
import { referencesIn, visitorOf } from '#contract/references/visit';
import type { FieldReference, ReferenceListener } from '#contract/references/visit';

/** A kind, and the stored body. */
export interface AnyObject {
  kind: string;
  body: unknown;
}

const consent = z.object({ by: ref('user'), at: z.number() });
const span = z.object({ start: z.number(), end: z.number() });

/** Kinds stored beside configured objects. `erasures` and `disabledInGrafana` name people who need not exist. */
const BESIDE = {
  /** Made by people, besides those that the rota states. */
  overrides: z.object({ rota: ref('rota'), override, by: z.string() }),
  /** What people set themselves. */
  profiles: z.object({
    contactMethods: z.array(contactMethod).nullable(),
    notificationRules: notificationRules.nullable(),
    quietHours: personalWindow.nullable(),
  }),
  devices: z.object({ user: ref('user') }),
  swaps: z.object({
    rota: ref('rota'),
    window: span,
    inReturn: span.nullable(),
    askedOf: ref('user').nullable(),
    asked: consent,
    taken: consent.nullable(),
    // `by` is empty for the clock, which closes what expires.
    closed: z.object({ by: z.union([z.literal(''), ref('user')]), at: z.number() }).nullable(),
  }),
  pastAbsences: z.object({ user: ref('user') }),
} as const;

/** One object of each kind. */
export const SCHEMAS = Object.fromEntries(
  Object.values(RESOURCES).map(({ kind, schema }) => [kind, schema]),
) as unknown as Readonly<Record<ConfigKind, z.ZodType>>;

/** The schema of each kind that can refer to something. */
export const REFERRING: Readonly<Record<string, z.ZodType>> = { ...SCHEMAS, ...BESIDE };

/** Empty for kinds without references, and for those of a later version. */
function referencesOf({ kind, body }: AnyObject): FieldReference[] {
  const schema = schemaOf(kind);
  return schema === undefined ? [] : referencesIn(schema, body);
}

const visitCalendar = visitorOf((kind) => kind === 'zone' || kind === 'region');

/** Tells zones and holiday regions alone. */
export function calendarReferencesOf({ kind, body }: AnyObject, tell: ReferenceListener): void {
  const schema = schemaOf(kind);
  if (schema !== undefined) {
    visitCalendar(schema, body, [], tell);
  }
}

function schemaOf(kind: string): z.ZodType | undefined {
  return Object.hasOwn(REFERRING, kind) ? REFERRING[kind] : undefined;
}

export function refersToObject(object: AnyObject, kind: ObjectKind, id: string): boolean {
  return referencesOf(object).some((reference) => reference.kind === kind && reference.id === id);
}

export function objectsOf(config: Config): AnyObject[] {
  return CONFIG_KINDS.flatMap((kind) => config[kind].map((body) => ({ kind, body })));
}
