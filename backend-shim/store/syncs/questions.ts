/** Stores queries to sources for which steps of incidents wait. */
import { run, write } from '../query.ts';
import type { SourceQuestionTable } from '../schema/syncs.ts';
import type { Work } from '../work.ts';

/**
 * Takes all questions: the process that takes one asks it.
 * @returns the questions, which are deleted
 */
export async function takeSourceQuestions(work: Work): Promise<SourceQuestionTable[]> {
  const { placeholder: p, inList, listParameter, forUpdateSkipLocked } = work.cap;
  const rows = await run<SourceQuestionTable>(
    work.tx,
    `select * from source_questions order by incident ${forUpdateSkipLocked}`,
    [],
  );
  if (rows.length > 0) {
    await write(work.tx, `delete from source_questions where ${inList('incident', p(1))}`, [
      listParameter(rows.map(({ incident }) => incident)),
    ]);
  }
  return rows;
}
