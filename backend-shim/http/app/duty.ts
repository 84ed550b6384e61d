/** Tells the app who is on call now and when the person's own shifts are. */
import { DAY } from '#domain/time/duration';
import type { Span } from '#domain/time/span';
import type { AnyRota, RotaFacts } from '#domain/rota/model';
import { dutiesOf } from '#domain/rota/duties';
import { nextOnCall, onCallAt } from '#domain/rota/on-call';
import { resolve, versionAt } from '#domain/rota/resolve';
import type { Directory } from '../../ports/directory.ts';
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

export function dutyBody(directory: Directory, login: string, teams: readonly string[], now: number): DutyBody {
  const { facts, responders } = directory;
  const name = (user: string) => responders.get(user)?.name ?? user;
  const rotas = [...directory.rotas].map(([id, rota]) => {
    const version = versionAt(rota, now);
    const onCall = onCallAt(rota, facts, now).map(({ user }) => user);
    return {
      rota: id,
      name: version?.name ?? id,
      mine: onCall.includes(login) || (version?.team != null && teams.includes(version.team)),
      onCall: onCall.map(name),
      next: nextOnCall(rota, facts, now).map(({ user, from }) => ({ name: name(user), from: iso(from) })),
    };
  });
  const shifts = [...directory.rotas].flatMap(([id, rota]) =>
    shiftsOf(rota, facts, login, now).map((shift) => ({ ...shift, rota: versionAt(rota, now)?.name ?? id })),
  );
  shifts.sort((a, b) => Date.parse(a.start) - Date.parse(b.start));
  return {
    at: iso(now),
    rotas: rotas.sort((a, b) => Number(b.mine) - Number(a.mine) || a.name.localeCompare(b.name)),
    shifts,
  };
}

/** The running shift and the next one. `end` is null if the shift ends beyond the searched range. */
function shiftsOf(
  rota: AnyRota,
  facts: RotaFacts,
  login: string,
  now: number,
): Array<Omit<DutyBody['shifts'][number], 'rota'>> {
  const until = now + AHEAD;
  const turns = dutiesOf(resolve(rota, facts, now, until)).get(login) ?? [];
  const isNow = ({ start }: Span) => start <= now;
  const shown = [...turns.filter(isNow), ...turns.filter((turn) => !isNow(turn)).slice(0, 1)];
  return shown.map((turn) => ({
    start: iso(turn.start),
    end: turn.end >= until ? null : iso(turn.end),
    now: isNow(turn),
  }));
}
