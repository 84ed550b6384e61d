/** Adds statements: one person's month of a unit, what was handed over of it, and how it was closed. */
export const statements = {
  version: 23,
  name: '0023-statements',
  statements: [
    `create table statements (id text primary key, unit text not null, month text not null, "user" text not null,
       state text not null, version bigint not null, body text not null, sha256 text not null, file text not null,
       made_at bigint not null, delivery text, outcome text, handed_at bigint, handed_how text, accepted_at bigint,
       contested_at bigint, contest text, closed_at bigint, closed_by text, reason text, history text not null,
       delete_after bigint not null)`,
    `create unique index statements_by_month on statements (unit, month, "user")`,
    `create index statements_by_person on statements ("user")`,
    `create index statements_by_age on statements (delete_after)`,
  ],
};
