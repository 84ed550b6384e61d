/**
 * Adds versions of configured objects, alerts as they were read from payloads, commands, turns of round-robins and
 * Vigie's own downtimes, so that a night can be gone through again.
 */
export const versions = {
  version: 24,
  name: '0024-versions',
  statements: [
    `create table config_versions (kind text not null, id text not null, number bigint not null, at bigint not null,
       origin text not null, created_at bigint not null, body text, primary key (kind, id, number))`,
    `create index config_versions_by_age on config_versions (at)`,
    `create table signal_bodies (signal text primary key, at bigint not null, integration text not null,
       tests bigint not null, body text not null)`,
    `create index signal_bodies_by_age on signal_bodies (at)`,
    `create table commands_given (id text primary key, incident text not null, at bigint not null,
       actor text not null, actor_kind text not null, via text not null, command text not null)`,
    `create table turns_taken (key text not null, at bigint not null, next bigint not null)`,
    `create index turns_taken_by_age on turns_taken (at)`,
    `create table replays (id text primary key, created_at bigint not null, created_by text not null, range_from bigint not null,
       range_to bigint not null, answers text not null, exact_since bigint, state text not null, progress bigint not null,
       seen_at bigint not null, result text)`,
    `create table downtimes (from_at bigint primary key, to_at bigint not null)`,
    `create index commands_given_by_incident on commands_given (incident)`,
  ],
};
