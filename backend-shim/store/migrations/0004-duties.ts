/** Adds time on call and the time worked during it, as they happened. */
export const duties = {
  version: 4,
  name: '0004-duties',
  statements: [
    `create table duties (id text primary key, rota text not null, "user" text not null, start_at bigint not null,
       end_at bigint, why text not null)`,
    `create index duties_by_rota on duties (rota, start_at)`,
    `create index duties_by_user on duties ("user", start_at)`,
    `create table rota_marks (rota text primary key, checked_at bigint not null)`,
    `create table announced (rota text not null, "user" text not null, start_at bigint not null, primary key (rota, "user", start_at))`,
    `create table handoff_notes (id text primary key, rota text not null, "user" text not null, at bigint not null, text text not null)`,
    `create index handoff_notes_by_rota on handoff_notes (rota, at)`,
    `create table interventions (id text primary key, incident text not null, "user" text not null, start_at bigint not null,
       end_at bigint, travel_ms bigint not null, note text not null, history text not null, version bigint not null)`,
    `create index interventions_by_incident on interventions (incident)`,
    `create table calendar_feeds (kind text not null, subject text not null, secret text not null, fingerprint text not null,
       alarm_ms bigint, created_at bigint not null, primary key (kind, subject))`,
    `create unique index calendar_feeds_by_secret on calendar_feeds (fingerprint)`,
    `create index interventions_by_user on interventions ("user", start_at)`,
  ],
};
