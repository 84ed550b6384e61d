/** Adds services behind channels that are down, and when Admins were told. */
export const outages = {
  version: 10,
  name: '0010-outages',
  statements: [
    `create table channel_outages (service text primary key, kind text not null, problem text not null, since bigint not null, seen_at bigint not null, told_at bigint)`,
  ],
};
