/** Adds the reviews of incidents, and what they say is to be done. */
export const reviews = {
  version: 26,
  name: '0026-reviews',
  statements: [
    `create table reviews (incident text primary key, version bigint not null, state text not null, body text not null,
       updated_at bigint not null, updated_by text not null, completed_at bigint, completed_by text)`,
    `create table review_actions (incident text not null, id text not null, position bigint not null, what text not null,
       owner text, due text, done_at bigint, primary key (incident, id))`,
    `create index review_actions_by_owner on review_actions (owner)`,
    `create index review_actions_by_done on review_actions (done_at)`,
  ],
};
