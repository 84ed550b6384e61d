/** Tells whether a team is in shadow, and what a switch to real would meet. */
import { iso } from '#contract/incidents/incident-body';
import type { TeamShadowWire } from '#contract/people/team-shadow';
import { urgentWay } from '#domain/notify/dependence';
import type { Directory } from '../../ports/directory.ts';
import { peopleOfTeam } from '../../stages/routing/people-of-team.ts';
import { isOlder } from '../../stages/incident/shadow/switch.ts';
import { CAPABILITIES } from '../../store/capabilities.ts';
import { readUnresolvedOfTeam } from '../../store/shadow/shadowed-incidents.ts';
import type { OpenIncident } from '../../store/shadow/shadowed-incidents.ts';
import { readShadows } from '../../store/shadow/shadows.ts';
import type { Store } from '../../store/store.ts';

/** null: there is no such team. */
export async function readTeamShadow(
  { store, directory, now }: { store: Pick<Store, 'read' | 'dialect'>; directory: Directory; now: number },
  team: string,
): Promise<TeamShadowWire | null> {
  if (!directory.teams.has(team)) {
    return null;
  }
  const rows = await readShadows(store.read);
  const causes = rows.filter(({ kind, subject }) => kind === 'all' || (kind === 'team' && subject === team));
  const integrations = rows.filter(
    ({ kind, subject }) => kind === 'integration' && directory.integrations.get(subject)?.team === team,
  );
  return {
    shadow: causes.length > 0,
    causes: causes.map(({ kind, origin, at, by }) => ({
      kind: kind === 'all' ? 'all' : 'team',
      origin: origin === 'pressed' ? 'pressed' : 'stated',
      since: iso(at),
      by,
    })),
    integrations: integrations.map(({ subject }) => subject),
    incidents: (await readUnresolvedOfTeam(store.read, CAPABILITIES[store.dialect], team)).map((one) => ({
      ...incidentBody(one),
      goesOn: isOlder(rows, one),
    })),
    people: peopleOfTeam(directory, team, now).map((person) => ({
      login: person.login,
      way: urgentWay(person),
      unconfirmed: person.contactMethods.filter(({ verified }) => !verified).length,
    })),
  };
}

function incidentBody({ id, number, title, severity, state, opened_at }: OpenIncident) {
  return { id, number, title, severity, state, openedAt: iso(opened_at) } as Omit<
    TeamShadowWire['incidents'][number],
    'goesOn'
  >;
}
