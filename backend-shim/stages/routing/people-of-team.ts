/** Lists everybody whom a team's rotas and policies may page. */
import type { Responder } from '#domain/notify/responder';
import { versionAt } from '#domain/rota/resolve';
import type { Directory } from '../../ports/directory.ts';

/** With members and managers, without disabled people; by login. */
export function peopleOfTeam(directory: Directory, id: string, now: number): Responder[] {
  const { teams, rotas, policies, responders } = directory;
  const team = teams.get(id);
  const inRotas = [...rotas.values()]
    .map((rota) => versionAt(rota, now))
    .filter((rota) => rota?.team === id)
    .flatMap((rota) => rota?.layers.flatMap(({ participants }) => participants.flat()) ?? []);
  const inPolicies = [...policies.values()]
    .filter((policy) => policy.team === id)
    .flatMap(({ steps }) => steps.flatMap(({ notify }) => notify))
    .flatMap((target) => (target.kind === 'user' ? [target.user] : []));
  const logins = new Set([...(team?.members ?? []), ...(team?.managers ?? []), ...inRotas, ...inPolicies]);
  return [...logins].sort().flatMap((login) => {
    const responder = responders.get(login);
    return responder && !responder.disabled ? [responder] : [];
  });
}
