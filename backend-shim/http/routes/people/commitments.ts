/** `GET users/:login/commitments`: the shifts and policies that count on a person. */
import { z } from 'zod';
import { commitments } from '#contract/people/commitments';
import type { CommitmentsWire } from '#contract/people/commitments';
import type { Policy, StepTarget } from '#domain/escalation/policy';
import { dutiesOf } from '#domain/rota/duties';
import type { AnyRota } from '#domain/rota/model';
import { resolve, versionAt } from '#domain/rota/resolve';
import { DAY } from '#domain/time/duration';
import type { CalendarEventShift } from '#domain/calendar/event-shifts';
import { eventShifts, uidOf } from '#domain/calendar/event-shifts';
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
    const shifts = shiftsOf(rota, any, directory, login, now).map((shift) => ({
      start: iso(Math.max(now, shift.start)),
      end: shift.end >= until ? null : iso(shift.end),
      event: { uid: uidOf(shift), start: iso(shift.start) },
    }));
    return shifts.length === 0 ? [] : [{ rota, onAbsence: versionAt(any, now)?.onAbsence ?? 'flag', shifts }];
  });
  return {
    rotas: rotas.sort((a, b) => (a.shifts[0]?.start ?? '').localeCompare(b.shifts[0]?.start ?? '')),
    policies: [...directory.policies.values()].flatMap((policy) => policyOf(policy, login)),
  };
}

/** Only the rotas on which the person is on call now are looked back into, for the start of the running shift. */
function shiftsOf(rota: string, any: AnyRota, { facts }: Directory, login: string, now: number): CalendarEventShift[] {
  const to = now + AHEAD;
  const ahead = dutiesOf(resolve(any, facts, now, to)).get(login) ?? [];
  return ahead[0]?.start === now
    ? eventShifts(rota, any, facts, { from: now, to, now }).filter(({ user }) => user === login)
    : ahead.map((span) => ({ ...span, rota, user: login, endless: false }));
}

function policyOf({ id, steps, onExhausted }: Policy, login: string): CommitmentsWire['policies'] {
  const names = (target: StepTarget) =>
    (target.kind === 'user' && target.user === login) || (target.kind === 'roundRobin' && target.users.includes(login));
  const numbers = steps.flatMap(({ notify }, index) => (notify.some(names) ? [index + 1] : []));
  const isTold = (onExhausted ?? []).some(names);
  return numbers.length === 0 && !isTold ? [] : [{ policy: id, steps: numbers }];
}
