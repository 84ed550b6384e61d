/** Adds ratings: what people say about whether it was worth waking somebody. */
export const ratings = {
  version: 25,
  name: '0025-ratings',
  statements: [
    `create table ratings (incident text not null, kind text not null, rater text not null, rating text not null,
       note text, at bigint not null, primary key (incident, kind, rater))`,
    `create index ratings_by_person on ratings (rater)`,
    `create index ratings_by_time on ratings (at)`,
  ],
};
