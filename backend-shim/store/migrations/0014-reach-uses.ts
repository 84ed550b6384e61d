/** Adds counts of sent codes and test messages, and of wrong codes, shared by all sidecars. */
export const reachUses = {
  version: 14,
  name: '0014-reach-uses',
  statements: [
    `create table reach_uses (id text primary key, at bigint not null, kind text not null, "user" text not null, address text not null)`,
    `create index reach_uses_by_address on reach_uses (address, at)`,
    `create index reach_uses_by_user on reach_uses ("user", at)`,
    `create index reach_uses_by_time on reach_uses (at)`,
  ],
};
