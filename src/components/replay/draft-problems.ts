/** Says where in an editor the problems of a draft are. */
import { formatPath, parsePath } from '#contract/base/problem';
import type { ApiFailure, FieldProblem } from '../../api/client/failure.ts';

/** The reader sees the editor of one object: `draft.rotas[0].timeZone` is its `timeZone`. */
export function inEditor(failure: ApiFailure | null): ApiFailure | null {
  return failure && { ...failure, details: failure.details.map(ofObject) };
}

function ofObject(problem: FieldProblem): FieldProblem {
  if (!problem.path.startsWith('draft.')) {
    return problem;
  }
  const [, , , ...rest] = parsePath(problem.path);
  return rest.length > 0 ? { ...problem, path: formatPath(rest) } : problem;
}
