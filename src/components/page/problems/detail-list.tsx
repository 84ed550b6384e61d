/** Fields by the names that the form has for them, else by their API names, and a text about each. */
import type { FieldProblem } from '../../../api/client/failure.ts';

export function DetailList(props: { details: readonly FieldProblem[]; textOf: (detail: FieldProblem) => string }) {
  return (
    <ul style={{ paddingLeft: 20, margin: 0 }}>
      {props.details.map((detail) => (
        <li key={`${detail.path} ${detail.message}`}>
          {detail.label === undefined ? <code>{detail.path}</code> : <strong>{detail.label}</strong>}{' '}
          {props.textOf(detail)}
        </li>
      ))}
    </ul>
  );
}
