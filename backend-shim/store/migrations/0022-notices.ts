/** Adds notices: on-call duty that was told to a person, and when; and how far each unit's duty has been told. */
export const notices = {
  version: 22,
  name: '0022-notices',
  statements: [
    `create table notices (id text primary key, batch text not null, unit text not null, "user" text not null, rota text not null,
       start_at bigint not null, end_at bigint not null, made_at bigint not null, made_by text not null, reason text,
       voluntary text, sha256 text not null, delivery text, channel text, outcome text, handed_at bigint, seen_at bigint,
       withdrawn_at bigint)`,
    `create index notices_by_person on notices ("user", end_at)`,
    `create index notices_by_unit on notices (unit, end_at)`,
    `create index notices_by_batch on notices (batch)`,
    `create table programmes (unit text primary key, told_at bigint not null, until_at bigint not null)`,
  ],
};
