/** Adds decisions: why somebody did not get a rest in time, who said so, and the rest that was given for it. */
export const decisions = {
  version: 18,
  name: '0018-decisions',
  statements: [
    `create table decisions (id text primary key, kind text not null, unit text not null, "user" text not null, rota text,
       finding text, start_at bigint not null, end_at bigint not null, reason text not null, inspector_told_at bigint,
       until_at bigint, headcount bigint, owed_ms bigint not null, owed_by bigint, settled text not null, "by" text not null,
       at bigint not null)`,
    `create unique index decisions_by_finding on decisions (kind, finding)`,
    `create index decisions_by_person on decisions (unit, "user")`,
  ],
};
