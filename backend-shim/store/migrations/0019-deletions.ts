/** Adds deletions of configured objects: for some seconds, the rows that a deletion removed, so that it can be undone. */
export const deletions = {
  version: 19,
  name: '0019-deletions',
  statements: [
    `create table deletions (kind text not null, id text not null, at bigint not null, body text not null,
       primary key (kind, id))`,
  ],
};
