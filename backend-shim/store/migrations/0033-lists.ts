/** Adds indexes by which lists are found in their order: of everybody's time, and of what somebody did. */
export const lists = {
  version: 33,
  name: '0033-lists',
  statements: [
    `create index duties_by_start on duties (start_at, id)`,
    `create index interventions_by_start on interventions (start_at, id)`,
    `create index audit_in_order on audit (actor, id)`,
  ],
};
