/**
 * Adds incidents whose advance throws, until one succeeds. The count survives a restart and is shared by all sidecars.
 */
export const advanceFailures = {
  version: 13,
  name: '0013-advance-failures',
  statements: [
    `create table advance_failures (incident text primary key, since bigint not null, at bigint not null, tries bigint not null, error text not null)`,
  ],
};
