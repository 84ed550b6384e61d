/** Adds what was found in the last night that would help against alerts that wake people: one row, which is made anew. */
export const remedies = {
  version: 31,
  name: '0031-remedies',
  statements: [
    `create table remedies (
      id text not null primary key,
      night bigint not null,
      tries bigint not null,
      made_at bigint,
      range_from bigint,
      range_to bigint,
      problem text,
      body text
    )`,
  ],
};
