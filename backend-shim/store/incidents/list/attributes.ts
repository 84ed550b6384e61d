/** Conditions on what an incident is: by these, lists and figures are filtered alike. */
import { sql } from 'kysely';
import type { Expression, RawBuilder, SqlBool } from 'kysely';
import type { IncidentAttributes } from '#domain/incident/attributes';
import { ALERT_NAMES } from './alert-name.ts';

export function attributeConditions(asked: IncidentAttributes): Array<Expression<SqlBool>> {
  const { severities, urgencies, integrations, labels } = asked;
  const among = (column: string, values: readonly string[] | null) =>
    values === null ? [] : [isOneOf(sql.raw(column), values)];
  return [
    ...among('incidents.severity', severities),
    ...among('incidents.urgency', urgencies),
    ...among('incidents.integration', integrations),
    ...labels.map(([name, value]) => hasText(`${JSON.stringify(name)}:${JSON.stringify(value)}`)),
  ];
}

function isOneOf(column: RawBuilder<unknown>, values: readonly string[]): Expression<SqlBool> {
  return values.length === 0 ? sql<SqlBool>`1 = 0` : sql<SqlBool>`${column} in (${sql.join([...values])})`;
}

/**
 * Labels are JSON without spaces, in whose texts quotation marks are escaped: a name and a value between such marks is that
 * label and nothing else. `replace` tells capitals apart in both databases, and knows no patterns.
 */
function hasText(text: string): Expression<SqlBool> {
  return sql<SqlBool>`replace(incidents.labels, ${text}, '') <> incidents.labels`;
}

/** Alerts are known by the first of these labels that says something, else by their title. */
export function alertCondition(name: string): Expression<SqlBool> {
  const isSilent = (label: string) =>
    sql<SqlBool>`(not ${hasText(`${JSON.stringify(label)}:"`)} or ${hasText(`${JSON.stringify(label)}:""`)})`;
  const ways = ALERT_NAMES.map((label, i) =>
    all([...ALERT_NAMES.slice(0, i).map(isSilent), hasText(`${JSON.stringify(label)}:${JSON.stringify(name)}`)]),
  );
  const byTitle = all([...ALERT_NAMES.map(isSilent), sql<SqlBool>`incidents.title = ${name}`]);
  return sql<SqlBool>`(${sql.join([...ways, byTitle], sql` or `)})`;
}

function all(conditions: ReadonlyArray<Expression<SqlBool>>): Expression<SqlBool> {
  return sql<SqlBool>`(${sql.join([...conditions], sql` and `)})`;
}
