/**
 * Recognizes by hand the JSON of incidents that this release wrote. An accepted value equals the result of the schema
 * and costs a fraction of it, which matters because every round of the engine reads incidents. Values of other releases
 * and damaged values are left to the schema.
 */
import { SEVERITIES } from '#domain/incident/signal/alert';
import type { AlertLink, Severity } from '#domain/incident/signal/alert';
import type { TitleReason } from '#domain/incident/signal/title';
import type {
  Incident,
  EscalationRun,
  HeldPerson,
  OwnPolicy,
  RunBeforeShadow,
  Silence,
  IncidentTimers,
  UnavailablePerson,
  UndoableMerge,
  UndoableCommand,
} from '#domain/incident/model';

/** The fields without a column of their own, since no query searches by them. */
export type IncidentJson = Pick<
  Incident,
  | 'severityPinned'
  | 'firing'
  | 'inDowntime'
  | 'silence'
  | 'heardAt'
  | 'routeUrgency'
  | 'acknowledgedKind'
  | 'acks'
  | 'resolution'
  | 'mergedInto'
  | 'reopens'
  | 'timers'
  | 'given'
  | 'undo'
  | 'untold'
  | 'titleReason'
> & {
  run: Omit<EscalationRun, 'policy'> | null;
};

type Check = (value: unknown) => boolean;

interface ObjectChecks {
  checks: ReadonlyMap<string, Check>;
  required: ReadonlySet<string>;
}

const isText: Check = (value) => typeof value === 'string';
const isTrue: Check = (value) => value === true;
const isFlag: Check = (value) => typeof value === 'boolean';
// JSON has no infinite numbers, but 1e999 is parsed as one.
const isNumber: Check = (value) => Number.isFinite(value);
const isCount: Check = (value) => Number.isFinite(value) && (value as number) >= 0;
const isTextOrNull: Check = (value) => value === null || typeof value === 'string';
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const oneOf =
  (...values: readonly string[]): Check =>
  (value) =>
    value === null || values.includes(value as string);

type RequiredField<Value> = {
  [Field in keyof Value]-?: object extends Pick<Value, Field> ? never : Field;
}[keyof Value];

/** Names every field of the type, so that what is written with a new field costs no more than before. */
function shape<Value>(
  required: Record<RequiredField<Value>, Check>,
  optional: Record<Exclude<keyof Value, RequiredField<Value>>, Check>,
): ObjectChecks {
  return {
    checks: new Map(Object.entries<Check>({ ...required, ...optional })),
    required: new Set(Object.keys(required)),
  };
}

/** Whether all required fields exist, and no unknown one. */
function fits(value: unknown, { checks, required }: ObjectChecks): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return false;
  }
  let found = 0;
  for (const key of Object.keys(value)) {
    if (checks.get(key)?.((value as Record<string, unknown>)[key]) !== true) {
      return false;
    }
    found += required.has(key) ? 1 : 0;
  }
  return found === required.size;
}

const TIMERS = shape<IncidentTimers>(
  {},
  {
    escalate: isNumber,
    wake: isNumber,
    hold: isNumber,
    downtime: isNumber,
    silence: isNumber,
    answer: isNumber,
    confirm: isNumber,
    confirmLimit: isNumber,
    resolve: isNumber,
    autoResolve: isNumber,
  },
);
const HELD = shape<HeldPerson>({ user: isText, urgency: (value) => value === 'default' || value === 'urgent' }, {});
const UNAVAILABLE = shape<UnavailablePerson>(
  { user: isText, until: isNumber, standIn: isTextOrNull },
  { alone: isTrue },
);
const BEFORE_SHADOW = shape<RunBeforeShadow>({ step: isNumber, pass: isCount, entry: isCount, exhausted: isFlag }, {});
const OWN_POLICY = shape<OwnPolicy>({ policy: isText, team: isTextOrNull }, {});
const RUN = shape<Omit<EscalationRun, 'policy'>>(
  { pass: isCount, passStartedAt: isNumber, step: isNumber, entry: isCount, paged: listOf(isText) },
  {
    postponed: isFlag,
    lost: isTrue,
    byHand: isTrue,
    held: listOf((value) => fits(value, HELD)),
    called: listOf(isText),
    unavailable: listOf((value) => fits(value, UNAVAILABLE)),
    pause: isCount,
    beforeShadow: (value) => fits(value, BEFORE_SHADOW),
    instead: (value) => fits(value, OWN_POLICY),
  },
);
const GIVEN = shape<NonNullable<IncidentJson['given']>>({ key: isText, at: isNumber }, {});
const OF_A_RULE = shape<{ rule: string; more: number }>({ rule: isText, more: isCount }, {});
const OF_SEVERAL = shape<{ title: string; more: number }>({ title: isText, more: isCount }, {});
const TITLE_OF_A_RULE = shape<TitleReason>(
  {
    reason: (value) => value === 'no-data' || value === 'query-failed',
    data: (value) => fits(value, OF_A_RULE),
  },
  {},
);
const TITLE_OF_SEVERAL = shape<TitleReason>(
  {
    reason: (value) => value === 'several',
    data: (value) => fits(value, OF_SEVERAL),
  },
  {},
);
const SILENCE = shape<Silence>({ by: isText, comment: isText, until: isNumber, source: isText }, {});
const MERGED_KEY = shape<UndoableMerge['keys'][number]>({ integration: isText, groupKey: isText }, {});
const MERGED = shape<UndoableMerge>(
  {
    into: isText,
    intoVersion: isCount,
    severity: (value) => SEVERITIES.includes(value as Severity),
    firing: (value) => Array.isArray(value) && value.length === 4 && value.every(isCount),
    inDowntime: isCount,
    fingerprints: listOf(isText),
    keys: listOf((value) => fits(value, MERGED_KEY)),
  },
  {},
);
const ANSWERS = shape<NonNullable<UndoableCommand['answers']>>(
  {
    acknowledgedAt: (value) => value === null || isNumber(value),
    acknowledgedBy: isTextOrNull,
    acknowledgedKind: oneOf('person', 'script', 'source', 'vigie'),
    acks: listOf(isText),
  },
  {},
);
const UNDO = shape<UndoableCommand>(
  {
    by: isText,
    at: isNumber,
    version: isCount,
    state: (value) => value !== null && oneOf('open', 'acknowledged', 'snoozed')(value),
    exhausted: isFlag,
    snoozedUntil: (value) => value === null || isNumber(value),
    timers: (value) => fits(value, TIMERS),
  },
  {
    of: (value) => value !== null && oneOf('acknowledgement', 'snooze')(value),
    answers: (value) => fits(value, ANSWERS),
    silence: (value) => fits(value, SILENCE),
    heardAt: isNumber,
    held: listOf((value) => fits(value, HELD)),
    called: listOf(isText),
    merged: (value) => fits(value, MERGED),
  },
);
const LINK = shape<AlertLink>({ title: isText, url: isText }, {});
const INNER = shape<IncidentJson>(
  {
    severityPinned: isFlag,
    firing: (value) => Array.isArray(value) && value.length === 4 && value.every(isCount),
    routeUrgency: oneOf('default', 'urgent'),
    acknowledgedKind: oneOf('person', 'script', 'source', 'vigie'),
    acks: listOf(isText),
    resolution: oneOf('source', 'person', 'superseded', 'merged', 'timeout'),
    mergedInto: isTextOrNull,
    reopens: listOf(isNumber),
    timers: (value) => fits(value, TIMERS),
    run: (value) => value === null || fits(value, RUN),
  },
  {
    inDowntime: isCount,
    silence: (value) => fits(value, SILENCE),
    heardAt: isNumber,
    given: (value) => fits(value, GIVEN),
    undo: (value) => fits(value, UNDO),
    untold: isTrue,
    titleReason: (value) => fits(value, TITLE_OF_A_RULE) || fits(value, TITLE_OF_SEVERAL),
  },
);

export function isInner(value: unknown): value is IncidentJson {
  return fits(value, INNER);
}

export function isLabels(value: unknown): value is Record<string, string> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.keys(value).every(
      (key) => key !== '__proto__' && typeof (value as Record<string, unknown>)[key] === 'string',
    )
  );
}

export function isLinks(value: unknown): value is AlertLink[] {
  return Array.isArray(value) && value.every((link) => fits(link, LINK));
}
