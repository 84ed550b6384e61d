/** Adds a table for alerts that their source reported as over, in place of marked rows in `taken_once`. */
export const quietAlerts = {
  version: 16,
  name: '0016-quiet-alerts',
  statements: [
    `create table quiet_alerts (integration text not null, incident text not null, fingerprint text not null, at bigint not null,
       primary key (integration, incident, fingerprint))`,
    `create index quiet_alerts_by_incident on quiet_alerts (incident)`,
  ],
};
