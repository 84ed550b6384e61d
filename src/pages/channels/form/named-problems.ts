/** Says the sidecar's problems in the words of the form: fields by their labels, not by their names in the API. */
import type { ApiFailure, FieldProblem } from '../../../api/client/failure.ts';
import type { ChannelField } from '../../../api/resources/channels.ts';
import { inOwnLanguage, t } from '../../../language.ts';

/** Names of fields in the data of reasons: `at-least-one`, `exactly-one`, `only-with` … */
const NAMING = ['of', 'given', 'field'] as const;

function labelOf(fields: readonly ChannelField[], path: string): string | undefined {
  const name = path.replace(/^(?:settings|secrets)\./, '');
  const field = fields.find((one) => one.name === name);
  if (field !== undefined) {
    return inOwnLanguage(field.labels);
  }
  return path === 'name' ? t('form.name', 'Name') : path === 'team' ? t('incidents.team', 'Team') : undefined;
}

function namedData(fields: readonly ChannelField[], data: unknown): unknown {
  if (typeof data !== 'object' || data === null) {
    return data;
  }
  const named = (value: unknown): unknown =>
    typeof value === 'string' ? (labelOf(fields, value) ?? value) : Array.isArray(value) ? value.map(named) : value;
  const entries = Object.entries(data).map(([key, value]): [string, unknown] => [
    key,
    NAMING.some((one) => one === key) ? named(value) : value,
  ]);
  return Object.fromEntries(entries);
}

export function namedFailure(failure: ApiFailure | null, fields: readonly ChannelField[]): ApiFailure | null {
  return failure && { ...failure, details: failure.details.map((detail) => namedProblem(detail, fields)) };
}

function namedProblem(problem: FieldProblem, fields: readonly ChannelField[]): FieldProblem {
  const label = labelOf(fields, problem.path);
  return { ...problem, data: namedData(fields, problem.data), ...(label !== undefined && { label }) };
}
