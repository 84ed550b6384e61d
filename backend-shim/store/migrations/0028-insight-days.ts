/**
 * Adds what figures need of the incidents of each day that is over, by team, and a list of the days whose incidents
 * changed afterwards. All of it is made anew from the incidents where it is missing.
 */
export const insightDays = {
  version: 28,
  name: '0028-insight-days',
  statements: [
    `create table insight_days (
      day bigint not null primary key,
      format bigint not null,
      made text not null,
      made_at bigint not null,
      logins text not null,
      last_call bigint,
      open text not null
    )`,
    `create table insight_facts (
      day bigint not null,
      team text not null,
      made text not null,
      body text not null,
      primary key (day, team)
    )`,
    `create table insight_changes (id text not null primary key, day bigint not null)`,
    `create index insight_changes_by_day on insight_changes (day)`,
  ],
};
