/** Sums up a mutation campaign for people and for files. */

/**
 * @param {import('./mutants.mjs').Mutant[]} mutants
 * @param {{ status: string, by: string | null }[]} verdicts
 */
export function resultOf(mutants, verdicts) {
  const count = (status) => verdicts.filter((one) => one.status === status).length;
  const counts = {
    killed: count('killed'),
    timedOut: count('timed out'),
    survived: count('survived'),
    notReached: count('not reached'),
  };
  // Every suite with a time limit notices a mutant that hangs.
  const noticed = counts.killed + counts.timedOut;
  const score = mutants.length === 0 ? 0 : Math.floor((noticed / mutants.length) * 1_000) / 10;
  return {
    ...counts,
    score,
    mutants: mutants.map(({ kind, file, line, before, after }, index) => ({
      kind,
      file,
      line,
      before,
      after,
      ...verdicts[index],
    })),
  };
}

/** @returns {string[]} */
export function resultLines({ killed, timedOut, survived, notReached, score, mutants }) {
  const missed = mutants.filter(({ status }) => status === 'survived' || status === 'not reached');
  const lines = missed.map(
    ({ status, kind, file, line, before, after }) =>
      `${status}: ${file}:${line} ${kind}: ${short(before)} → ${after === '' ? '(removed)' : short(after)}`,
  );
  return [
    ...lines,
    `${killed} killed, ${timedOut} timed out, ${survived} survived, ${notReached} not reached: ${score} % of ${mutants.length} noticed`,
  ];
}

function short(text) {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 90 ? `${line.slice(0, 89)}…` : line;
}
