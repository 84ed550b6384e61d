/** `/api/v1/teams/:id/…`: switches a team between real and shadow, and asks its people to confirm their methods. */
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { listOf } from '#contract/list';
import { askedToConfirm, shadowSwitch, teamShadow } from '#contract/people/team-shadow';
import type { TeamActions } from '../../../actions/teams/shadow.ts';
import { actorOf } from '../../../rights/caller.ts';
import { isAdmin } from '../../../rights/who.ts';
import { noSuch } from '../../errors.ts';
import { callerOf } from '../../guard.ts';
import { acceptedOrThrow } from '../../refusal.ts';
import type { ApiServer } from '../../schemas.ts';

const tags = ['teams'];
const params = z.object({ id: z.string() });

export function teamRoutes(app: ApiServer, teams: TeamActions): void {
  const read = {
    tags,
    summary: 'Whether a team is in shadow, and who can be reached',
    params,
    response: { 200: teamShadow },
  };
  app.get('/teams/:id/shadow', { schema: read }, ({ params: { id } }) => shadowOrThrow(teams, id));
  const write = {
    tags,
    summary: 'Switch a team between real and shadow',
    params,
    body: shadowSwitch,
    response: { 200: teamShadow },
  };
  app.put('/teams/:id/shadow', { schema: write }, async (request) => {
    const { id } = request.params;
    acceptedOrThrow(await teams.switch({ ...request.body, team: id, actor: actorOf(callerOf(request)) }));
    return shadowOrThrow(teams, id);
  });
  const ask = {
    tags,
    summary: 'Ask everybody of a team to confirm their contact methods',
    params,
    body: strict({}).nullish(),
    response: { 200: listOf(askedToConfirm) },
  };
  app.post('/teams/:id/confirmations', { schema: ask }, async (request) => {
    const { id } = request.params;
    const caller = callerOf(request);
    const items = await teams.askToConfirm({ team: id, actor: caller.name, isAdmin: isAdmin(caller) });
    if (items === null) {
      throw noSuch('team', id);
    }
    return { items, next: null };
  });
}

async function shadowOrThrow(teams: TeamActions, id: string) {
  const found = await teams.shadow(id);
  if (found === null) {
    throw noSuch('team', id);
  }
  return found;
}
