/** `GET users/:login/commitments`: the shifts and policies that count on a person. */
import { z } from 'zod';
import { commitments } from '#contract/people/commitments';
import type { CommitmentsWire } from '#contract/people/commitments';
import type { Policy, StepTarget } from '#domain/escalation/policy';
import { dutiesOf } from '#domain/rota/duties';
import { resolve, versionAt } from '#domain/rota/resolve';
import { DAY } from '#domain/time/duration';
import type { Directory } from '../../../ports/directory.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { iso } from '../../incident-body.ts';
import { findObject } from '../../objects/find.ts';
import type { ApiServer } from '../../schemas.ts';

const AHEAD = 90 * DAY;

export function commitmentRoute(app: ApiServer, deps: ApiDeps): void {
  const schema = {
    tags: ['users'],
    summary: 'Shifts and policies that count on this person',
    params: z.object({ login: z.string() }),
    response: { 200: commitments },
  };
  app.get('/users/:login/commitments', { schema }, async (request) => {
    const { id } = findObject(deps, 'users', request.params.login);
    return commitmentsOf(deps.directory(), id, await deps.clock.now());
  });
}

function commitmentsOf(directory: Directory, login: string, now: number): CommitmentsWire {
  const until = now + AHEAD;
  const rotas = [...directory.rotas].flatMap(([rota, any]) => {
    const duties = dutiesOf(resolve(any, directory.facts, now, until)).get(login) ?? [];
    const shifts = duties.map(({ start, end }) => ({
      start: iso(start),
      end: end >= until ? null : iso(end),
    }));
    return shifts.length === 0 ? [] : [{ rota, onAbsence: versionAt(any, now)?.onAbsence ?? 'flag', shifts }];
  });
  return {
    rotas: rotas.sort((a, b) => (a.shifts[0]?.start ?? '').localeCompare(b.shifts[0]?.start ?? '')),
    policies: [...directory.policies.values()].flatMap((policy) => policyOf(policy, login)),
  };
}

function policyOf({ id, steps, onExhausted }: Policy, login: string): CommitmentsWire['policies'] {
  const names = (target: StepTarget) =>
    (target.kind === 'user' && target.user === login) || (target.kind === 'roundRobin' && target.users.includes(login));
  const numbers = steps.flatMap(({ notify }, index) => (notify.some(names) ? [index + 1] : []));
  const isTold = (onExhausted ?? []).some(names);
  return numbers.length === 0 && !isTold ? [] : [{ policy: id, steps: numbers }];
}
