/** `GET users/:login/commitments`: the shifts and policies that count on a person. */
import { z } from 'zod';
import { commitments } from '#contract/people/commitments';
import type { CommitmentsWire } from '#contract/people/commitments';
import type { Policy, StepTarget } from '#domain/escalation/policy';
import { mayPutOnCall } from '#domain/rota/effort/concerned';
import type { AnyRota, RotaFacts } from '#domain/rota/model';
import { versionAt } from '#domain/rota/resolve';
import { DAY } from '#domain/time/duration';
import type { CalendarEventShift } from '#domain/calendar/event-shifts';
import { LOOK_BACK, uidOf } from '#domain/calendar/event-shifts';
import type { Breathe } from '../../../ports/heavy/work.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { acceptedAnswer, askerOf } from '../../heavy/answered.ts';
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
    const who = askerOf(request);
    const now = await deps.clock.now();
    const found = await deps.portions.run(who, (breathe) => commitmentsOf(deps, { who, login: id, now }, breathe));
    return acceptedAnswer(found).answer;
  });
}

interface Question {
  who: string;
  login: string;
  now: number;
}

async function commitmentsOf(deps: ApiDeps, question: Question, breathe: Breathe): Promise<CommitmentsWire> {
  const { login, now } = question;
  const { rotas: all, facts, policies } = deps.directory();
  const until = now + AHEAD;
  const rotas: CommitmentsWire['rotas'] = [];
  for (const [rota, any] of all) {
    await breathe();
    const spans = mayPutOnCall(any, facts, login) ? await shiftsOf(deps, { rota, any, facts }, question) : [];
    const shifts = spans.map((shift) => ({
      start: iso(Math.max(now, shift.start)),
      end: shift.end >= until ? null : iso(shift.end),
      event: { uid: uidOf(shift), start: iso(shift.start) },
    }));
    if (shifts.length > 0) {
      rotas.push({ rota, onAbsence: versionAt(any, now)?.onAbsence ?? 'flag', shifts });
    }
  }
  return {
    rotas: rotas.sort((a, b) => (a.shifts[0]?.start ?? '').localeCompare(b.shifts[0]?.start ?? '')),
    policies: [...policies.values()].flatMap((policy) => policyOf(policy, login)),
  };
}

/** Only the rotas on which the person is on call now are looked back into, for the start of the running shift. */
async function shiftsOf(
  { rotaAnswers }: ApiDeps,
  { rota, any, facts }: { rota: string; any: AnyRota; facts: RotaFacts },
  { who, login, now }: Question,
): Promise<CalendarEventShift[]> {
  const to = now + AHEAD;
  const within = async (from: number) => {
    const given = acceptedAnswer(await rotaAnswers.duties(who, { rota: any, facts, from, to }, [login]));
    return given.spans[0] ?? [];
  };
  const ahead = await within(now);
  if (ahead[0]?.start !== now) {
    return ahead.map((span) => ({ ...span, rota, user: login, endless: false }));
  }
  const first = now - LOOK_BACK;
  return (await within(first))
    .map((span) => ({ ...span, rota, user: login, endless: span.start === first }))
    .filter(({ end }) => end > now);
}

function policyOf({ id, steps, onExhausted }: Policy, login: string): CommitmentsWire['policies'] {
  const names = (target: StepTarget) =>
    (target.kind === 'user' && target.user === login) || (target.kind === 'roundRobin' && target.users.includes(login));
  const numbers = steps.flatMap(({ notify }, index) => (notify.some(names) ? [index + 1] : []));
  const isTold = (onExhausted ?? []).some(names);
  return numbers.length === 0 && !isTold ? [] : [{ policy: id, steps: numbers }];
}
