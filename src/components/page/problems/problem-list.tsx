/** The fields that must change, each with what is wrong with it. */
import type { FieldProblem } from '../../../api/client/failure.ts';
import { problemText } from '../../words/problem-words.ts';
import { DetailList } from './detail-list.tsx';

export default function ProblemList({ details }: { details: readonly FieldProblem[] }) {
  return <DetailList details={details} textOf={problemText} />;
}
