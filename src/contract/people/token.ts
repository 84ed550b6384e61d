/** Defines **API tokens** for scripts, which have a scope, expire, and are shown once. */
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { id, instant, name } from '#contract/base/scalars';

/**
 * `read`: everything a Viewer sees; `respond`: answer and open incidents; `edit`: rotas, policies, integrations and
 * what belongs to them; `admin`: everything; `replay`: try any draft on the past, and save nothing. Each scope includes `read`.
 */
export const SCOPES = ['read', 'respond', 'edit', 'admin', 'replay'] as const;
export type TokenScope = (typeof SCOPES)[number];

export const newToken = strict({
  name,
  scopes: z.array(z.enum(SCOPES)).min(1).max(SCOPES.length),
  /** Default: in a year; at most in five. */
  expiresAt: instant.optional(),
});

export const apiToken = strict({
  id,
  name: z.string(),
  scopes: z.array(z.enum(SCOPES)),
  createdAt: instant,
  createdBy: z.string(),
  expiresAt: instant,
  lastUsedAt: instant.nullable(),
  version: z.int(),
});

/** The only answer that contains the token itself. */
export const createdToken = strict({ ...apiToken.shape, token: z.string() });

export type NewToken = z.output<typeof newToken>;
export type ApiTokenWire = z.output<typeof apiToken>;
