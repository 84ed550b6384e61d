/** Defines `teams/:id/shadow`: whether a team is in shadow, what a switch to real meets, and who can be reached. */
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { id, instant, login, severity, text } from '#contract/base/scalars';
import { incidentState } from '#contract/incidents/incident';
import { URGENT_WAYS } from '#domain/notify/dependence';

/** Why a team is in shadow. */
const shadowCause = strict({
  /** `all`: `VIGIE_SHADOW`. */
  kind: z.enum(['all', 'team']),
  /** `stated`: by the team itself, or by the setting. `pressed`: a person switched. */
  origin: z.enum(['stated', 'pressed']),
  since: instant,
  /** Who switched; null: a file or the setting states it. */
  by: z.string().nullable(),
});

const openIncident = strict({
  id,
  number: z.int(),
  title: z.string(),
  severity,
  state: incidentState,
  openedAt: instant,
  /** It was open before the shadow began, so it goes on by itself after a switch to real. */
  goesOn: z.boolean(),
});

export const teamShadow = strict({
  shadow: z.boolean(),
  causes: z.array(shadowCause),
  /** The team's integrations that are in shadow by themselves. */
  integrations: z.array(id),
  /**
   * The team's unresolved incidents without tests, newest first. After a switch to real they page nobody, unless they go
   * on or are named in `page`.
   */
  incidents: z.array(openIncident),
  /** Everybody whom the team's rotas and policies page, its members and managers. */
  people: z.array(strict({ login, way: z.enum(URGENT_WAYS), unconfirmed: z.int() })),
});

/** Of one switch, so that it fits into a request. */
export const MOST_LISTED = 20_000;

export const shadowSwitch = strict({
  shadow: z.boolean(),
  /** Incidents that page anew, from step 1, after a switch to real. */
  page: z.array(id).max(1_000).default([]),
  /**
   * For a switch to real: the incidents that `GET` listed before. Only these are stopped; what opened since then pages.
   * Without it, the switch is refused while incidents are open that would be stopped.
   */
  listed: z.array(id).max(MOST_LISTED).nullable().default(null),
  /** Switches to real although somebody can be reached by mail only; needs a reason. */
  force: z.boolean().default(false),
  reason: text.nullable().default(null),
});

/** What became of one person's question to confirm. */
export const askedToConfirm = strict({
  user: login,
  method: z.string(),
  /** `code`: by that method. `mail`: a link to the person's profile. null: not sent; `reason` says why. */
  sent: z.enum(['code', 'mail']).nullable(),
  reason: z.string().nullable(),
});

export type TeamShadowWire = z.output<typeof teamShadow>;
export type ShadowSwitchWire = z.output<typeof shadowSwitch>;
export type AskedToConfirmWire = z.output<typeof askedToConfirm>;
