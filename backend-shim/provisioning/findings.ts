/** Checks what only files must have, and warns of what is allowed but probably not meant. */
import { formatPath } from '#contract/base/problem';
import type { PathPart, Problem } from '#contract/base/problem';
import type { ProblemReason } from '#contract/reasons/problems';
import type { Config } from '#contract/config';
import { labourWarnings } from '#contract/labour/warnings';
import { SHORTEST_TOKEN } from '#contract/limits';
import { IMPLICIT_METHOD } from '#contract/people/user';
import { DAY, formatDuration } from '#domain/time/duration';
import { longestClosure } from '#domain/time/window';

function at(path: PathPart[], message: string, why: ProblemReason): Problem {
  return { path: formatPath(path), message, ...why };
}

/** The API generates a token; a file must state it, since the sender's side is configured with it. */
export function problemsOfFiles(config: Config): Problem[] {
  return config.integrations.flatMap(({ token }, i) =>
    token === null
      ? [
          at(
            ['integrations', i, 'token'],
            'is missing; write token: $VIGIE_INGEST_… and set that variable to a long random text',
            { reason: 'missing', data: { wanted: 'text', choices: [] } },
          ),
        ]
      : [],
  );
}

function unreachable(config: Config): Problem[] {
  return config.users.flatMap((user, i) =>
    user.email === null && user.contactMethods === null && !user.disabled
      ? [
          at(
            ['users', i],
            `${user.login} has neither email nor contactMethods, and can't be paged until one is added`,
            { reason: 'unreachable-person', data: { user: user.login } },
          ),
        ]
      : [],
  );
}

/** If a file states rules and leaves the methods to the person, the names cannot be checked yet. */
function uncertainMethods(config: Config): Problem[] {
  return config.users.flatMap((user, i) =>
    user.contactMethods !== null
      ? []
      : (['default', 'urgent'] as const).flatMap((urgency) =>
          (user.notificationRules?.[urgency] ?? []).flatMap(({ method }, j) =>
            method === IMPLICIT_METHOD
              ? []
              : [
                  at(
                    ['users', i, 'notificationRules', urgency, j, 'method'],
                    `names "${method}", which this file does not state; it works once ${user.login} has added it`,
                    { reason: 'method-elsewhere', data: { method, user: user.login } },
                  ),
                ],
          ),
        ),
  );
}

/** The API refuses weak tokens; a file's sender is configured with its token, so it keeps working. */
export function weakTokens(config: Config): Problem[] {
  return config.integrations.flatMap(({ token }, i) =>
    token !== null && token.length < SHORTEST_TOKEN
      ? [
          at(
            ['integrations', i, 'token'],
            `has fewer than ${SHORTEST_TOKEN} characters and can be guessed; use a long random one`,
            { reason: 'guessable', data: { min: SHORTEST_TOKEN } },
          ),
        ]
      : [],
  );
}

const LONG_PAUSE = DAY;

/** Nobody is paged while a step waits for its window, which is closed longer on public holidays than is counted here. */
function longPauses({ escalationPolicies, timeWindows }: Config): Problem[] {
  const closures = new Map(timeWindows.map(({ id, windows }) => [id, longestClosure(windows)]));
  return escalationPolicies.flatMap(({ steps }, i) =>
    steps.flatMap(({ until: window }, j): Problem[] => {
      const closure = window ? closures.get(window) : undefined;
      if (!window || closure === undefined || (closure !== null && closure <= LONG_PAUSE)) {
        return [];
      }
      const path = ['escalationPolicies', i, 'steps', j, 'until'];
      const closed = closure === null ? null : formatDuration(closure);
      const message =
        closed === null
          ? `names time window ${JSON.stringify(window)}, which opens on public holidays only; nobody is paged until then`
          : `names time window ${JSON.stringify(window)}, which is closed for up to ${closed}; nobody is paged until it opens`;
      return [at(path, message, { reason: 'long-pause', data: { window, closed } })];
    }),
  );
}

export function findingsIn(config: Config): Problem[] {
  return [...unreachable(config), ...uncertainMethods(config), ...longPauses(config), ...labourWarnings(config)];
}
