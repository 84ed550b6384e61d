/**
 * Adds rests, and what labour law needs to know about an intervention. The latter has a table of its own, since 0.1
 * writes `interventions` and fails on a new column (README.md).
 */
export const labour = {
  version: 17,
  name: '0017-labour',
  statements: [
    `create table rests (id text primary key, "user" text not null, unit text not null, planned_at bigint not null,
       earliest_at bigint not null, rule text not null, causes text not null, provisional bigint not null, state text not null,
       started_at bigint, told_user_at bigint, told_managers_at bigint, history text not null, version bigint not null)`,
    `create unique index rests_by_start on rests ("user", planned_at)`,
    `create index rests_by_end on rests (earliest_at)`,
    `create table intervention_details (intervention text primary key, travel_before_ms bigint not null,
       travel_after_ms bigint not null, acted_at bigint, ended_by text, asked_at bigint, confirmed_at bigint, confirmed_by text,
       unit text)`,
    `create index intervention_details_by_unit on intervention_details (unit)`,
  ],
};
