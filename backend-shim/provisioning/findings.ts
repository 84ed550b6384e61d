/** What only files must have, and what is allowed but probably not meant. */
import { formatPath } from '#contract/base/problem';
import type { PathPart, Problem } from '#contract/base/problem';
import type { ProblemReason } from '#contract/reasons/problems';
import type { Config } from '#contract/config';
import { SHORTEST_TOKEN } from '#contract/limits';
import { IMPLICIT_METHOD } from '#contract/user';

function at(path: PathPart[], message: string, why: ProblemReason): Problem {
  return { path: formatPath(path), message, ...why };
}

/** In the API Vigie makes a token; a file must say it, for the sender's side is configured with it. */
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

/** Where a file states rules and leaves methods to the person, names can't be checked yet. */
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

/** The API refuses them; a file's sender is configured with it, and goes on. */
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

export function findingsIn(config: Config): Problem[] {
  return [...unreachable(config), ...uncertainMethods(config)];
}
