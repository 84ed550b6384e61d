/**
 * Finds warnings about units: such units are saved as they are, but somebody should look at them. `--check` and the
 * answer to whoever saves a unit say the same.
 */
import { z } from 'zod';
import type { Config } from '#contract/config';
import { detailOf, errorDetail } from '#contract/errors';
import type { ErrorDetail } from '#contract/errors';
import { unitWarnings } from '#contract/labour/problems';
import { managersInForce } from '#contract/labour/unit';
import type { UnitWire } from '#contract/labour/unit';
import { formatPath, parsePath } from '#contract/base/problem';
import type { PathPart, Problem } from '#contract/base/problem';
import type { ProblemReason } from '#contract/reasons/problems';
import type { RotaWire } from '#contract/rotas/rota';
import { peopleInCharge } from '#domain/labour/facts/unit';

/** What the answer to whoever saves a unit adds to the unit. Clients may send it back; it is not stored. */
export const savedUnit = { warnings: z.array(errorDetail) };

/** What a unit's warnings depend on besides the unit. */
export interface UnitSurroundings {
  rotas: ReadonlyMap<string, RotaWire>;
  /** Managers by team. */
  managers: ReadonlyMap<string, readonly string[]>;
  /** People with a work profile, in any unit. */
  profiled: ReadonlySet<string>;
}

export function surroundingsOf({
  rotas,
  teams,
  workProfiles,
}: Pick<Config, 'rotas' | 'teams' | 'workProfiles'>): UnitSurroundings {
  return {
    rotas: new Map(rotas.map((rota) => [rota.id, rota])),
    managers: new Map(teams.map((team) => [team.id, team.managers])),
    profiled: new Set(workProfiles.map(({ user }) => user)),
  };
}

/** Paths are those of the unit. */
function warningsOfUnit(unit: UnitWire, { rotas, managers, profiled }: UnitSurroundings): Problem[] {
  return [...unitWarnings(unit), ...dutyWarnings(unit, rotas, profiled), ...peopleWarnings(unit, managers)];
}

/**
 * The warnings as the answer shows them.
 *
 * @param seesWhole false: only what is said of fields that an Admin reads
 */
export function shownWarnings(unit: UnitWire, around: UnitSurroundings, seesWhole: boolean): ErrorDetail[] {
  return warningsOfUnit(unit, around)
    .filter(({ path }) => seesWhole || path === 'hr')
    .map((problem) => detailOf(problem));
}

/** Paths are those of the configuration. */
export function labourWarnings(config: Config): Problem[] {
  const around = surroundingsOf(config);
  return config.units.flatMap((unit, i) =>
    warningsOfUnit(unit, around).map((problem) => ({
      ...problem,
      path: formatPath(['units', i, ...parsePath(problem.path)]),
    })),
  );
}

function warning(path: PathPart[], message: string, why: ProblemReason): Problem {
  return { path: formatPath(path), message, ...why };
}

function dutyWarnings(
  { duties }: UnitWire,
  rotas: ReadonlyMap<string, RotaWire>,
  profiled: ReadonlySet<string>,
): Problem[] {
  return duties.flatMap(({ rota: id }, j): Problem[] => {
    const path = ['duties', j, 'rota'];
    const rota = rotas.get(id);
    if (rota === undefined) {
      const message = `names rota ${JSON.stringify(id)}, which does not exist; only what was recorded of it counts`;
      return [warning(path, message, { reason: 'no-such-duty', data: { rota: id } })];
    }
    const users = participantsOf(rota).filter((user) => !profiled.has(user));
    const message = `names rota ${JSON.stringify(id)} with people who have no work profile, whose time is not looked at: ${users.join(', ')}`;
    return users.length === 0 ? [] : [warning(path, message, { reason: 'no-work-profile', data: { users, rota: id } })];
  });
}

function participantsOf({ layers }: RotaWire): string[] {
  return [...new Set(layers.flatMap(({ participants }) => participants.flat()))].sort();
}

function peopleWarnings(unit: UnitWire, teams: ReadonlyMap<string, readonly string[]>): Problem[] {
  const managers = managersInForce(unit, (team) => teams.get(team) ?? []);
  const isAlone = peopleInCharge({ managers, hr: unit.hr }).length < 2;
  return [
    ...(unit.counsel
      ? []
      : [
          warning(['counsel'], 'is not set: the numbers were not read by counsel', {
            reason: 'not-read-by-counsel',
            data: {},
          }),
        ]),
    ...(isAlone
      ? [
          warning(
            ['hr'],
            'names the only person among managers and HR, so that nobody else can decide in their own case; name a second person',
            { reason: 'no-second-person', data: {} },
          ),
        ]
      : []),
  ];
}
