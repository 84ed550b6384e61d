/** A **notice** tells one person something that belongs to no incident: duties, swaps, letters, outages of channels. */
import type { FindingKind } from '#domain/rota/health/model';

/** Kinds are stored with requests that wait, so they keep their names. */
export type Notice =
  | DutyNotice
  | SwapNotice
  | HealthNotice
  | OutageNotice
  | RestNotice
  | ReleasesNotice
  | HrNotice
  | ProfileNotice
  | ProgrammeNotice
  | AdviceNotice
  | TeamMonthNotice
  | MonthNotice;

/** Somebody's duty begins, will begin, or has ended. `rota` is its id. */
export interface DutyNotice {
  kind: 'tellDuty';
  user: string;
  duty: {
    rota: string;
    start: number | null;
    end: number | null;
    on: boolean;
    note: { by: string; text: string } | null;
  };
}

/** News of a swap: `of` asked for it, `by` acted last. */
export interface SwapNotice {
  kind: 'tellSwap';
  user: string;
  swap: {
    /** Absent in requests of older releases. */
    id?: string;
    /** null: everybody on the rota. */
    askedOf?: string | null;
    rota: string;
    what: 'asked' | 'taken' | 'declined' | 'cancelled' | 'expired';
    by: string;
    of: string;
    start: number;
    end: number;
    note: string;
  };
}

/** The weekly letter about a rota that needs attention; people as logins. */
export interface HealthNotice {
  kind: 'tellHealth';
  user: string;
  health: {
    rota: string;
    score: number;
    findings: Array<{ kind: FindingKind; users: string[]; start: number; end: number }>;
    more: number;
  };
}

/** A channel is down, or well again; `people`: logins who cannot be reached meanwhile. */
export interface OutageNotice {
  kind: 'tellOutage';
  user: string;
  outage: { channel: string; kind: string; up: boolean; since: number; problem: string; people: string[] };
}

/** A planned start of the person moved, and their interventions (ids) of which it is not known when they stopped. */
export interface RestNotice {
  kind: 'tellRest';
  user: string;
  /** The planned start; null: only the question. */
  start: number | null;
  asked: string[];
}

/** To a manager: whose start in a unit moved. It is sent at `at`, and says what holds then. */
export interface ReleasesNotice {
  kind: 'tellReleases';
  user: string;
  releases: { unit: string; at: number };
}

/** To a person: the document of a month (its statement's id) is ready, or closed. It is sent at `at`. */
export interface MonthNotice {
  kind: 'tellStatement';
  user: string;
  statement: {
    id: string;
    at: number;
    /** Ids of contact methods that did not take it. */
    tried: string[];
  };
}

/** To the others of HR: an Admin (login) has named themselves HR of a unit. */
export interface HrNotice {
  kind: 'tellHr';
  user: string;
  hr: { unit: string; by: string };
}

/**
 * To a person to whom HR of a unit gave a work profile, so that others read their working time; also, where an Admin ended
 * one, to HR. Logins.
 */
export interface ProfileNotice {
  kind: 'tellProfile';
  user: string;
  profile: { unit: string; of: string; by: string; ended: boolean };
}

/** A person's on-call duty, told with the notices of the batch; see `StoredContent` for the rest. */
export interface ProgrammeNotice {
  kind: 'tellProgramme';
  user: string;
  programme: {
    unit: string;
    batch: string;
    gone: Array<{ rota: string; start: number; end: number }>;
    tried: string[];
    /** When the duty begins that is told; null: it only takes back. */
    first: number | null;
  };
}

/** To a manager on Monday: who slept badly and is on call again, and who could take a night. Logins. */
export interface AdviceNotice {
  kind: 'tellAdvice';
  user: string;
  advice: { unit: string; lines: AdviceLine[] };
}

/** To a manager of a team (its id): how its last month was. */
export interface TeamMonthNotice {
  kind: 'tellTeamMonth';
  user: string;
  teamMonth: TeamMonth & { team: string };
}

/** Figures of a month, none of a person. */
export interface TeamMonth {
  /** When the month began, UTC. */
  start: number;
  incidents: number;
  /** Of the month before; null: it is not kept as a whole. */
  before: number | null;
  /** null: what is stored is from a release that did not count them. */
  missed: { incidents: number; paged: number } | null;
  selfHealed: number;
  /** Percent of those that paged; null: nothing paged, or the group is under three. */
  answered: number | null;
  /** Seconds; null as above. */
  median: number | null;
}

export interface AdviceLine {
  user: string;
  /** How often they began late in the last week. */
  times: number;
  /** When their duty ends. */
  until: number;
  /** Hours on call in 12 weeks. */
  others: Array<{ user: string; hours: number }>;
}

const NOTICE_KINDS: Record<Notice['kind'], true> = {
  tellDuty: true,
  tellSwap: true,
  tellHealth: true,
  tellOutage: true,
  tellRest: true,
  tellReleases: true,
  tellStatement: true,
  tellHr: true,
  tellProfile: true,
  tellProgramme: true,
  tellAdvice: true,
  tellTeamMonth: true,
};

export function isNoticeKind(kind: string): kind is Notice['kind'] {
  return Object.hasOwn(NOTICE_KINDS, kind);
}
