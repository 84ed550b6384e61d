/** Defines **teams**: who belongs together, who manages, and the Grafana team they correspond to. */
import { z } from 'zod';
import type { Team } from '#domain/notify/responder';
import { optional, strict } from '#contract/base/schema';
import { TEAM_FIELDS } from '#modules/fields';
import { id, name, ref } from '#contract/base/scalars';

export const team = strict({
  id,
  name: optional(name),
  members: z.array(ref('user')).max(1_000).default([]),
  /** Paged when nobody answers. */
  managers: z.array(ref('user')).max(100).default([]),
  /** Numeric id of a Grafana team whose membership then counts for rights. */
  grafanaTeam: optional(z.int().positive()),
  /** Rotas on which nobody should be on call at the same time; being on call on two is a finding of their health. */
  exclusiveRotas: z.array(ref('rota')).max(100).optional(),
  /** Everything is decided and shown, and nothing is sent. */
  shadow: z.boolean().optional(),
  /** Managers get a mail each month on how the last one was. */
  monthlyMail: z.boolean().optional(),
  ...TEAM_FIELDS,
});

export type TeamWire = z.output<typeof team>;

export function toTeam(wire: TeamWire): Team {
  const { exclusiveRotas = [], shadow = false, ...rest } = wire;
  return { ...rest, name: wire.name ?? wire.id, exclusiveRotas, shadow };
}
