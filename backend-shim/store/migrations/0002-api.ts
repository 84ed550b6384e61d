/** Adds changes that open pages load, codes that verify contact methods, and versions of tokens. */
export const api = {
  version: 2,
  name: '0002-api',
  statements: [
    `create table events (id text primary key, at bigint not null, topic text not null, subjects text not null)`,
    `create index events_by_time on events (at)`,
    `create table verifications ("user" text not null, method text not null, address text not null, code text not null,
       expires_at bigint not null, tries bigint not null, primary key ("user", method))`,
    `create unique index identities_by_uid on identities (uid)`,
    `alter table tokens add column version bigint not null default 1`,
  ],
};
