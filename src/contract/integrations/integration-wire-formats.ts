/** Defines `mail` and `snmp` of an integration: how mails and traps are read, and which are accepted. */
import { z } from 'zod';
import { UNUSUAL_MAILS } from '#domain/routing/integration';
import type { SourceKind } from '#domain/routing/integration';
import { LONGEST_PATTERN } from '#domain/routing/regex/limits';
import { compileRegex } from '#domain/routing/regex/regex';
import { optional, strict } from '#contract/base/schema';
import { labelName, severity } from '#contract/base/scalars';
import { addProblem, wellFormed } from '#contract/base/why';

const pattern = optional(
  z
    .string()
    .min(1)
    .max(LONGEST_PATTERN)
    .superRefine((value, ctx) => {
      const compiled = compileRegex(value);
      if (!compiled.ok) {
        const reason = compiled.why === 'wrong' ? 'wrong-regex' : 'too-heavy';
        addProblem(ctx, [], compiled.reason, { reason, data: { detail: compiled.reason } });
      }
    }),
);

const NOTHING = { subject: null, text: null };
const patterns = strict({ subject: pattern, text: pattern });

const sender = z
  .string()
  .max(320)
  .regex(
    ...wellFormed(
      'mail-sender',
      /^[^\s@<>]*@[^\s@<>]+$/,
      'must be an address such as ups@example.com, or a domain such as @example.com',
    ),
  )
  .transform((text) => text.toLowerCase());

const perMinute = z.int().min(1).max(1_000_000).default(600);

export const mail = strict({
  allowFrom: z.array(sender).max(200).default([]),
  accept: z.array(z.enum(UNUSUAL_MAILS)).max(UNUSUAL_MAILS.length).default([]),
  perMinute,
  /** Named groups become labels and variables of the templates. */
  extract: patterns.default(NOTHING),
  resolve: patterns.default(NOTHING),
});

const oid = z
  .string()
  .max(500)
  .regex(...wellFormed('oid', /^\d+(?:\.\d+)+$/, 'must be an OID in numbers, such as 1.3.6.1.6.3.1.1.5.3'));
const liquid = optional(z.string().min(1).max(1_000));

const trap = strict({
  oid,
  title: liquid,
  severity: optional(severity),
  status: z.enum(['firing', 'resolved', 'info']).default('firing'),
  problem: optional(z.string().min(1).max(200)),
  key: liquid,
});

export const snmp = strict({
  traps: z.array(trap).max(500).default([]),
  names: z.record(oid, labelName).default({}),
  perMinute: z.int().min(1).max(1_000_000).default(6_000),
});

interface SourceFormats {
  type: SourceKind;
  mail: unknown;
  snmp: unknown;
  template: unknown;
  product: unknown;
  pings?: unknown;
}

const PLACES: ReadonlyArray<{ field: Exclude<keyof SourceFormats, 'type'>; types: readonly SourceKind[] }> = [
  { field: 'template', types: ['webhook', 'email', 'snmp'] },
  { field: 'mail', types: ['email'] },
  { field: 'snmp', types: ['snmp'] },
  { field: 'product', types: ['webhook'] },
  { field: 'pings', types: ['opsgenie'] },
];

/** Fields that belong to another kind of integration. */
export function misplaced({ type, ...given }: SourceFormats): Array<{ field: string; types: readonly SourceKind[] }> {
  return PLACES.filter(({ field, types }) => (given[field] ?? null) !== null && !types.includes(type));
}
