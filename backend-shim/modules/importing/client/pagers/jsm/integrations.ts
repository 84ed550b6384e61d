/** Writes JSM's integrations, heartbeats and maintenances in the form of Opsgenie's. */
import type { PagerObject } from '../../pager.ts';
import type { PlanDraft } from '../../plan-draft.ts';
import { objectsOf } from '../shared/objects.ts';
import { jsmHeartbeats, jsmIntegration, jsmMaintenance } from './schema.ts';

export function integrationsInOpsgenieForm(config: readonly PagerObject[], draft: PlanDraft): PagerObject[] {
  const integrations = objectsOf(config, 'integrations', jsmIntegration, draft).map((one) => ({
    kind: 'integrations',
    id: one.id,
    body: { ...one, apiKey: one.apiKey ?? one.typeSpecificProperties?.apiKey ?? null },
  }));
  const heartbeats = objectsOf(config, 'heartbeats', jsmHeartbeats, draft).flatMap(({ teamId, values }) =>
    values.map(({ ownerTeamId, intervalUnit, ...one }) => ({
      kind: 'heartbeats',
      id: `${teamId} ${one.name}`,
      body: { ...one, intervalUnit: intervalUnit.toLowerCase(), ownerTeam: { id: ownerTeamId ?? teamId } },
    })),
  );
  const maintenances = objectsOf(config, 'maintenances', jsmMaintenance, draft).map(
    ({ startDate, endDate, ...one }) => ({
      kind: 'maintenances',
      id: one.id,
      body: { ...one, time: { startDate, endDate } },
    }),
  );
  return [...integrations, ...heartbeats, ...maintenances, ...config.filter(({ kind }) => kind === 'policies')];
}

/** JSM's heartbeats are pinged with the token of a person, at the address of a team: those pings cannot stay. */
export function reportHeartbeats(config: readonly PagerObject[], draft: PlanDraft): void {
  for (const { name } of objectsOf(config, 'heartbeats', jsmHeartbeats)
    .flatMap(({ values }) => values)
    .filter(({ enabled }) => enabled !== false)) {
    const id = draft.idFor('integrations', `heartbeat ${name}`, name);
    draft.item('heartbeat', {
      sourceId: name,
      name,
      vigieId: id,
      class: 'rewritten',
      reason: 'sender-new-address',
      data: { address: `/in/<token of ${id}>` },
    });
  }
}
