/**
 * Adds to alerts their own integration (after a merge, an incident has alerts of several integrations, and each source
 * is updated) and whether their source has them in a downtime. `sync_memories` replaces `sync_memory`, which a later
 * release removes. `taken_once` holds answers of sources that must not be processed again.
 */
export const mergedAndDowntimes = {
  version: 6,
  name: '0006-merged-and-downtimes',
  statements: [
    `alter table alerts add column integration text`,
    `alter table alerts add column group_key text`,
    `alter table alerts add column downtime bigint`,
    `update alerts set integration = (select i.integration from incidents i where i.id = alerts.incident),
       group_key = (select i.group_key from incidents i where i.id = alerts.incident)`,
    `create table sync_memories (incident text not null, integration text not null, body text not null, at bigint not null,
       primary key (incident, integration))`,
    `create table taken_once (integration text not null, what text not null, at bigint not null, primary key (integration, what))`,
    `insert into sync_memories (incident, integration, body, at) select incident, integration, body, at from sync_memory`,
  ],
};
