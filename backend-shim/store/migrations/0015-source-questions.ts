/** Adds incidents whose next step waits for the answer of their source. The sidecar that asks takes the row. */
export const sourceQuestions = {
  version: 15,
  name: '0015-source-questions',
  statements: [
    `create table source_questions (incident text primary key, integration text not null, at bigint not null)`,
  ],
};
