/** Adds what was last read from outside calendars. */
export const calendars = {
  version: 8,
  name: '0008-calendars',
  statements: [
    `create table calendar_states (calendar text primary key, version bigint not null, first_at bigint not null, etag text,
       last_modified text, looked_at bigint, known_at bigint, whole_at bigint, known_until bigint, failure text,
       failure_detail text, look text, said text not null, ignored text not null, entries text not null)`,
  ],
};
