/** Adds the origins of mails and informs, so that a repeated one counts once and an answer finds its alert. */
export const origins = {
  version: 9,
  name: '0009-origins',
  statements: [
    `create table origins (integration text not null, id text not null, name text, fingerprint text not null, group_key text not null, at bigint not null, primary key (integration, id))`,
    `create index origins_by_name on origins (integration, name)`,
    `create index origins_by_time on origins (at)`,
  ],
};
