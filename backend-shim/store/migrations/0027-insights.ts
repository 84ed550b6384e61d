/** Adds the indexes by which figures find the incidents and the accepted pages of a period. */
export const insights = {
  version: 27,
  name: '0027-insights',
  statements: [
    `create index incidents_by_opening on incidents (opened_at, id)`,
    `create index deliveries_by_arrival on deliveries (done_at, id) where kind = 'page' and state = 'done'`,
  ],
};
