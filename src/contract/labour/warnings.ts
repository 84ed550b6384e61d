/** Finds warnings of `--check` about units: such units are saved as they are, but somebody should look at them. */
import type { Config } from '#contract/config';
import { unitWarnings } from '#contract/labour/problems';
import { managersInForce } from '#contract/labour/unit';
import type { UnitWire } from '#contract/labour/unit';
import { formatPath } from '#contract/base/problem';
import type { PathPart, Problem } from '#contract/base/problem';
import type { ProblemReason } from '#contract/reasons/problems';
import type { RotaWire } from '#contract/rotas/rota';
import { peopleInCharge } from '#domain/labour/facts/unit';

/** Paths are those of the configuration. */
export function labourWarnings(config: Config): Problem[] {
  const rotas = new Map(config.rotas.map((rota) => [rota.id, rota]));
  const managers = new Map(config.teams.map((team) => [team.id, team.managers]));
  const profiled = new Set(config.workProfiles.map(({ user }) => user));
  return config.units.flatMap((unit, i) => [
    ...unitWarnings(unit).map((problem) => ({ ...problem, path: `units[${i}].${problem.path}` })),
    ...dutyWarnings(unit, i, rotas, profiled),
    ...peopleWarnings(unit, i, managers),
  ]);
}

function warning(path: PathPart[], message: string, why: ProblemReason): Problem {
  return { path: formatPath(path), message, ...why };
}

function dutyWarnings(
  { duties }: UnitWire,
  i: number,
  rotas: ReadonlyMap<string, RotaWire>,
  profiled: ReadonlySet<string>,
): Problem[] {
  return duties.flatMap(({ rota: id }, j): Problem[] => {
    const path = ['units', i, 'duties', j, 'rota'];
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

function peopleWarnings(unit: UnitWire, i: number, teams: ReadonlyMap<string, readonly string[]>): Problem[] {
  const managers = managersInForce(unit, (team) => teams.get(team) ?? []);
  const isAlone = peopleInCharge({ managers, hr: unit.hr }).length < 2;
  return [
    ...(unit.counsel
      ? []
      : [
          warning(['units', i, 'counsel'], 'is not set: the numbers were not read by counsel', {
            reason: 'not-read-by-counsel',
            data: {},
          }),
        ]),
    ...(isAlone
      ? [
          warning(
            ['units', i, 'hr'],
            'names the only person among managers and HR, so that nobody else can decide in their own case; name a second person',
            { reason: 'no-second-person', data: {} },
          ),
        ]
      : []),
  ];
}
