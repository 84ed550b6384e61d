/** Alerts whose source said that they are over: a table of their own, in place of marked rows among `taken_once`. */
export const quietAlerts = {
  version: 16,
  name: '0016-quiet-alerts',
  statements: [
    `create table quiet_alerts (integration text not null, incident text not null, fingerprint text not null, at bigint not null,
       primary key (integration, incident, fingerprint))`,
    `create index quiet_alerts_by_incident on quiet_alerts (incident)`,
  ],
};
