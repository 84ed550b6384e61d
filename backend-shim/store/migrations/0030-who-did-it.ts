/**
 * Adds an index of what each person did lately, which limits per hour count, and to whom a replay belongs: several tokens
 * and accounts may have one name.
 */
export const whoDidIt = {
  version: 30,
  name: '0030-who-did-it',
  statements: [`create index audit_by_actor on audit (actor, at)`, `alter table replays add column owner text`],
};
