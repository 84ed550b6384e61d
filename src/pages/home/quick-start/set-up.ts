/** Creates the least that pages somebody: a rota, a policy, an integration and a test alert that pages in earnest. */
import type { ApiFailure } from '../../../api/client/failure.ts';
import type { ApiResult } from '../../../api/client/client.ts';

type SetUpStep = 'rota' | 'policy' | 'integration' | 'incident';

/** Ids of what was created so far. */
export type CreatedIds = Partial<Record<SetUpStep, string>>;

export interface SetUpNames {
  rota: string;
  policy: string;
  integration: string;
}

/** Who is on call, and for whom everything is created. */
export interface SetUpPerson {
  login: string;
  /** null: for administrators. */
  team: string | null;
  /** IANA name. */
  timeZone: string;
}

/** What changes the sidecar; each answers with the id of what it created. */
export interface SetUpRequests {
  save(path: 'rotas' | 'policies' | 'integrations', body: object): Promise<ApiResult<string>>;
  /** Sends a test alert that pages. */
  page(integration: string): Promise<ApiResult<string>>;
}

export interface SetUpResult {
  created: CreatedIds;
  /** Why the next step failed; null: all is done. */
  failure: ApiFailure | null;
}

/** @param created by an earlier attempt: it goes on after it, so that nothing is created twice */
export async function setUp(
  created: CreatedIds,
  names: SetUpNames,
  { login, team, timeZone }: SetUpPerson,
  { save, page }: SetUpRequests,
): Promise<SetUpResult> {
  const done: CreatedIds = { ...created };
  const steps: Array<[SetUpStep, () => Promise<ApiResult<string>>]> = [
    [
      'rota',
      () => save('rotas', { name: names.rota, team, timeZone, layers: [{ id: 'everybody', participants: [[login]] }] }),
    ],
    [
      'policy',
      () =>
        save('policies', {
          name: names.policy,
          team,
          repeat: 1,
          steps: [{ notify: [{ rota: done.rota }], urgency: 'urgent', wait: '5m' }],
        }),
    ],
    [
      'integration',
      () => save('integrations', { name: names.integration, type: 'webhook', team, policy: done.policy }),
    ],
    ['incident', () => page(done.integration ?? '')],
  ];
  for (const [step, create] of steps) {
    if (done[step] === undefined) {
      const sent = await create();
      if (!sent.ok) {
        return { created: done, failure: sent.failure };
      }
      done[step] = sent.value;
    }
  }
  return { created: done, failure: null };
}
