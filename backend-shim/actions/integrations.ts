/** The actions on integrations besides editing: replace the ingest token, replay a rejected payload, send a test. */
import { replaceToken } from '../configuration/replace-token.ts';
import type { EditDeps } from '../configuration/edit.ts';
import type { RefusedChange, TokenReplacement } from '../ports/configuration.ts';
import type { IngestAnswer, IngestRequest } from '../ports/ingest.ts';
import { writeAudit } from '../store/access/audit.ts';
import { markReplayed } from '../store/intake/payloads.ts';
import { saving } from './context.ts';
import type { ActionContext } from './context.ts';

export interface IntegrationActions {
  /** The old token stays valid for another day. */
  replaceToken(request: TokenReplacement): Promise<{ ok: true; token: string; oldUntil: number } | RefusedChange>;
  replay(request: IngestRequest, rejected: { id: string; actor: string }): Promise<IngestAnswer>;
  test(request: IngestRequest, actor: string): Promise<IngestAnswer>;
}

type IntegrationContext = Pick<ActionContext, 'transact' | 'reload'> & {
  /** Runs in a transaction that it may share with other incoming alerts. */
  ingest: { submit(request: IngestRequest): Promise<IngestAnswer> };
};

export function createIntegrationActions(context: IntegrationContext, edits: EditDeps): IntegrationActions {
  const { transact, ingest } = context;
  const save = saving(transact, context.reload);
  return {
    replaceToken: (request) => save((work) => replaceToken(work, edits, request)),
    replay: async (request, { id, actor }) => {
      const answer = await ingest.submit(request);
      await transact(async (work) => {
        await markReplayed(work, id);
        await writeAudit(work, [
          {
            actor,
            action: 'replay',
            kind: 'integrations',
            subject: request.integration.id,
            before: null,
            after: { rejected: id },
          },
        ]);
      });
      return answer;
    },
    test: async (request, actor) => {
      const answer = await ingest.submit(request);
      const after = { incidents: answer.incidents, page: request.pageTest };
      await transact((work) =>
        writeAudit(work, [
          { actor, action: 'test', kind: 'integrations', subject: request.integration.id, before: null, after },
        ]),
      );
      return answer;
    },
  };
}
