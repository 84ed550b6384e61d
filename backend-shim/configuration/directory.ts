/** Builds the directory: the configuration in the domain's form, with calendars and versions of rotas. */
import type { Config } from '#contract/config';
import { calendarNeeds, toDirectory } from '#contract/facts';
import { toRota } from '#contract/rota';
import type { RotaWire } from '#contract/rota';
import type { OnCallSelection } from '#domain/escalation/policy';
import type { AnyRota, RotaFacts, RotaVersion } from '#domain/rota/model';
import { everyone, nextOnCall, onCallAt } from '#domain/rota/on-call';
import type { Directory, Room } from '../ports/directory.ts';

/** A saved state of a rota; `body` null: it was deleted. */
export interface RotaHistory {
  id: string;
  from: number | null;
  body: RotaWire | null;
}

export interface Calendars {
  zones: RotaFacts['zones'];
  holidays: RotaFacts['holidays'];
}

export interface DirectoryParts {
  revision: number;
  config: Config;
  history: readonly RotaHistory[];
  /** Logins whose objects come from files. */
  fromFile: ReadonlySet<string>;
  calendars: Calendars;
}

export { calendarNeeds };

export function buildDirectory(parts: DirectoryParts): Directory {
  const { config, calendars } = parts;
  const things = toDirectory(config, calendars.zones);
  const facts: RotaFacts = { ...calendars, absences: [...things.absences.values()], swaps: [] };
  const rotas = new Map([...things.rotas].map(([id, rota]): [string, AnyRota] => [id, withHistory(rota, parts.history.filter((one) => one.id === id))]));
  const tokens = new Map([...things.integrations.values()].filter((one) => one.token !== '').map((one) => [one.token, one]));
  const enabledAdmins = [...things.responders.values()].filter((person) => person.admin && !person.disabled).map((person) => person.login);
  return {
    revision: parts.revision,
    facts,
    responders: things.responders,
    teams: things.teams,
    policies: things.policies,
    integrations: things.integrations,
    rooms: new Map([...things.channels].map(([id, wire]): [string, Room] => [id, { id, type: wire.type, name: wire.name ?? id, settings: wire.settings, secrets: wire.secrets }])),
    rotas,
    maintenances: [...things.maintenances.values()],
    admins: enabledAdmins,
    onCall: rememberOnCall(rotas, facts),
    isTrusted: (login) => parts.fromFile.has(login) || things.responders.get(login)?.admin === true,
    integrationByToken: (token) => tokens.get(token) ?? null,
  };
}

/** Overrides of today lie beside versions: every version gets them. */
function withHistory(today: ReturnType<typeof toRota>, history: readonly RotaHistory[]): AnyRota {
  const versions = history
    .filter((one) => one.body !== null)
    .map((one): RotaVersion => ({ from: one.from, rota: { ...toRota(one.body as RotaWire), overrides: today.overrides } }));
  return versions.length > 1 ? { versions } : today;
}

const MOST_REMEMBERED = 5000;

/** Thousands of incidents that enter a step at the same instant ask the same question. */
function rememberOnCall(rotas: ReadonlyMap<string, AnyRota>, facts: RotaFacts): Directory['onCall'] {
  const answers = new Map<string, string[]>();
  return (id, who, at) => {
    const rota = rotas.get(id);
    if (!rota) {
      return null;
    }
    const key = `${id}\n${who}\n${at}`;
    const known = answers.get(key);
    if (known) {
      return known;
    }
    if (answers.size >= MOST_REMEMBERED) {
      answers.clear();
    }
    const answer = ASK[who](rota, facts, at);
    answers.set(key, answer);
    return answer;
  };
}

const ASK: Record<OnCallSelection, (rota: AnyRota, facts: RotaFacts, at: number) => string[]> = {
  current: (rota, facts, at) => onCallAt(rota, facts, at).map((one) => one.user),
  next: (rota, facts, at) => nextOnCall(rota, facts, at).map((one) => one.user),
  everyone: (rota, facts, at) => everyone(rota, facts, at),
};
