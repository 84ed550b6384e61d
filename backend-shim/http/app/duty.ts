/** Tells the app who is on call now and when the person's own shifts are. */
import { DAY } from '#domain/time/duration';
import type { Span } from '#domain/time/span';
import type { AnyRota, RotaFacts } from '#domain/rota/model';
import { mayPutOnCall } from '#domain/rota/effort/concerned';
import { versionAt } from '#domain/rota/resolve';
import type { Breathe } from '../../ports/heavy/work.ts';
import type { ApiDeps } from '../api-deps.ts';
import { acceptedAnswer } from '../heavy/answered.ts';
import { iso } from '../incident-body.ts';

/** How far ahead the next shift is searched for. */
const AHEAD = 60 * DAY;

export interface DutyBody {
  at: string;
  rotas: Array<{
    rota: string;
    name: string;
    mine: boolean;
    onCall: string[];
    next: Array<{ name: string; from: string }>;
  }>;
  /** The person's running shifts and the next shift of each rota, earliest first. */
  shifts: Array<{ rota: string; start: string; end: string | null; now: boolean }>;
}

export interface DutyQuestion {
  /** A key of the caller. */
  who: string;
  login: string;
  teams: readonly string[];
  now: number;
}

type DutyDeps = Pick<ApiDeps, 'directory' | 'rotaAnswers'>;

export async function dutyBody(deps: DutyDeps, question: DutyQuestion, breathe: Breathe): Promise<DutyBody> {
  const { login, teams, now } = question;
  const { rotas: all, facts, responders } = deps.directory();
  const name = (user: string) => responders.get(user)?.name ?? user;
  const rotas: DutyBody['rotas'] = [];
  const shifts: DutyBody['shifts'] = [];
  for (const [id, rota] of all) {
    await breathe();
    const version = versionAt(rota, now);
    const { answer } = acceptedAnswer(await deps.rotaAnswers.now(question.who, { rota, facts, at: now }));
    const onCall = answer.onCall.map(({ user }) => user);
    rotas.push({
      rota: id,
      name: version?.name ?? id,
      mine: onCall.includes(login) || (version?.team != null && teams.includes(version.team)),
      onCall: onCall.map(name),
      next: answer.next.map(({ user, from }) => ({ name: name(user), from })),
    });
    const own = mayPutOnCall(rota, facts, login) ? await shiftsOf(deps, rota, facts, question) : [];
    shifts.push(...own.map((shift) => ({ ...shift, rota: version?.name ?? id })));
  }
  shifts.sort((a, b) => Date.parse(a.start) - Date.parse(b.start));
  return {
    at: iso(now),
    rotas: rotas.sort((a, b) => Number(b.mine) - Number(a.mine) || a.name.localeCompare(b.name)),
    shifts,
  };
}

/** The running shift and the next one. `end` is null if the shift ends beyond the searched range. */
async function shiftsOf(
  { rotaAnswers }: DutyDeps,
  rota: AnyRota,
  facts: RotaFacts,
  { who, login, now }: DutyQuestion,
): Promise<Array<Omit<DutyBody['shifts'][number], 'rota'>>> {
  const until = now + AHEAD;
  const given = acceptedAnswer(await rotaAnswers.duties(who, { rota, facts, from: now, to: until }, [login]));
  const turns = given.spans[0] ?? [];
  const isNow = ({ start }: Span) => start <= now;
  const shown = [...turns.filter(isNow), ...turns.filter((turn) => !isNow(turn)).slice(0, 1)];
  return shown.map((turn) => ({
    start: iso(turn.start),
    end: turn.end >= until ? null : iso(turn.end),
    now: isNow(turn),
  }));
}
