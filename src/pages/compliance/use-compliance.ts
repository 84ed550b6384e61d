/** Loads what the page shows of a unit and a month. */
import { isWithin } from '#domain/labour/pay/month';
import type { StatementMonth } from '#domain/labour/pay/month';
import { DAY } from '#domain/time/duration';
import { useFindings, useInterventionsOfAll } from '../../api/labour/compliance.ts';
import type { StoredUnit } from '../../api/labour/labour.ts';
import { useUnitProfiles } from '../../api/labour/labour.ts';
import { useStatements } from '../../api/labour/statements.ts';
import { useDirectory } from '../../components/people/directory.tsx';
import type { PersonMonth } from './person-month.ts';
import { personMonths } from './person-month.ts';

/** Findings of a month and of the days before it that a decision may still be about. */
export function useCompliance(unit: StoredUnit, month: StatementMonth) {
  const range = { from: new Date(month.start).toISOString(), to: new Date(month.end).toISOString() };
  const findings = useFindings(unit.id, range);
  const interventions = useInterventionsOfAll(range);
  const statements = useStatements({ unit: unit.id, month: month.name });
  const profiles = useUnitProfiles(unit.id);
  const { people } = useDirectory();
  const logins = new Set((profiles.data ?? []).filter(({ contract }) => contract !== 'exempt').map(({ user }) => user));
  const ordered = people.filter(({ key }) => logins.has(key)).map(({ key }) => key);
  const asked = [findings, interventions, statements, profiles];
  const rows: PersonMonth[] | null = asked.some(({ data }) => data === null)
    ? null
    : personMonths({
        people: [...ordered, ...[...logins].filter((login) => !ordered.includes(login))],
        findings: findings.data ?? [],
        interventions: (interventions.data ?? []).filter(
          (one) => one.unit === unit.id && isWithin(Date.parse(one.start), month),
        ),
        statements: statements.data ?? [],
      });
  return {
    data: rows,
    failure: asked.find(({ failure }) => failure !== null)?.failure ?? null,
    isLoading: asked.some(({ isLoading }) => isLoading),
    reload: () => asked.forEach(({ reload }) => reload()),
  };
}

/** How far back what is above the list looks. */
export const LOOKED_BACK = 92 * DAY;

/** What is planned beyond it is judged when it comes nearer. */
export const LOOKED_AHEAD = 92 * DAY;
