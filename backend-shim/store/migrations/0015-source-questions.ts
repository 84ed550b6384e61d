/** Incidents whose next step waits for what their source says; a row is taken by whoever asks. */
export const sourceQuestions = {
  version: 15,
  name: '0015-source-questions',
  statements: [
    `create table source_questions (incident text primary key, integration text not null, at bigint not null)`,
  ],
};
