/** Adds updates for sources, and objects (silences) that sources keep for Vigie until they are removed. */
export const sync = {
  version: 3,
  name: '0003-sync',
  statements: [
    `create table syncs (id text primary key, incident text not null, integration text not null, what text not null,
       actor text not null, text text, state text not null, due_at bigint not null, lease_until bigint,
       lease_owner text, attempt bigint not null, created_at bigint not null, done_at bigint, answer text)`,
    `create index syncs_due on syncs (due_at) where state = 'due'`,
    `create index syncs_leased on syncs (lease_until) where state = 'sending'`,
    `create index syncs_waiting on syncs (integration) where state = 'waiting'`,
    `create index syncs_by_incident on syncs (incident, id)`,
    `create table sync_memory (incident text primary key, integration text not null, body text not null, at bigint not null)`,
  ],
};
