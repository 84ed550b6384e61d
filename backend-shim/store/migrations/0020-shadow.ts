/** Adds tables for what is in shadow, and for the stretch of an incident's life in which nothing was sent about it. */
export const shadow = {
  version: 20,
  name: '0020-shadow',
  statements: [
    `create table shadows (kind text not null, subject text not null, origin text not null, at bigint not null,
       "by" text, primary key (kind, subject, origin))`,
    `create table shadow_spans (incident text not null, from_at bigint not null, to_at bigint not null,
       primary key (incident, from_at))`,
  ],
};
