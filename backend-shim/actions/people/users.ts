/** The actions on people: create, change, erase, export, and bind to another Grafana user. */
import { eraseUser, goOnErasing } from '../../configuration/erase.ts';
import type { EditDeps } from '../../configuration/edit.ts';
import { createUser, replaceUser } from '../../configuration/users.ts';
import type { RefusedChange, UserWrite } from '../../ports/configuration.ts';
import { writeAudit } from '../../store/access/audit.ts';
import type { Work } from '../../store/work.ts';
import { saving } from '../context.ts';
import type { ActionContext } from '../context.ts';

export interface UserActions {
  create(write: UserWrite): Promise<{ ok: true } | RefusedChange>;
  replace(write: UserWrite): Promise<{ ok: true } | RefusedChange>;
  /** Erases the person. When this resolves, stored rows contain a pseudonym instead. */
  erase(request: { login: string; actor: string }): Promise<{ ok: true; pseudonym: string } | RefusedChange>;
  /** Binds the login to this Grafana user. */
  rebind(login: string, uid: string, actor: string): Promise<void>;
  /** Records that somebody exported everything that is stored about this person. */
  noteExport(login: string, actor: string): Promise<void>;
}

type UserContext = Pick<ActionContext, 'transact' | 'reload'> & {
  rebind(work: Work, login: string, uid: string, actor: string): Promise<void>;
};

export function createUserActions(context: UserContext, edits: EditDeps): UserActions {
  const { transact, reload, rebind } = context;
  const save = saving(transact, reload);
  return {
    create: (write) => save((work) => createUser(work, edits, write)),
    replace: (write) => save((work) => replaceUser(work, edits, write)),
    erase: async (request) => {
      const result = await save((work) => eraseUser(work, edits, request));
      await finishErasing(transact);
      await reload();
      return result;
    },
    rebind: (login, uid, actor) => save((work) => rebind(work, login, uid, actor)),
    noteExport: (login, actor) =>
      transact((work) =>
        writeAudit(work, [{ actor, action: 'export', kind: 'users', subject: login, before: null, after: null }]),
      ),
  };
}

/**
 * Also finishes an erasure that a crash interrupted. It runs batch by batch, so that other work runs in between; a
 * failed batch is repeated.
 */
export async function finishErasing(transact: ActionContext['transact']): Promise<void> {
  while (await transact((work) => goOnErasing(work))) {
    // The next batch.
  }
}
