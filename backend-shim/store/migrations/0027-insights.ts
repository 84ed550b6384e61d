/**
 * Adds the indexes by which figures find the incidents of a period, those of one team or one rota's policies among them,
 * and the accepted pages of a period.
 */
export const insights = {
  version: 27,
  name: '0027-insights',
  statements: [
    `create index incidents_by_opening on incidents (opened_at, id)`,
    `create index incidents_by_team on incidents (team, opened_at, id, resolved_at)`,
    `create index incidents_by_policy on incidents (policy, opened_at, id, resolved_at)`,
    `create index deliveries_by_arrival on deliveries (done_at, id) where kind = 'page' and state = 'done'`,
  ],
};
