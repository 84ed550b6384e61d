/** Notes in the audit log what somebody did with an import. */
import type { Caller } from '../../../rights/caller.ts';
import { writeAudit } from '../../../store/access/audit.ts';
import type { Work } from '../../../store/work.ts';

/** @param after never a key, an address of a person or a number */
export async function auditImport(
  work: Work,
  id: string,
  caller: Caller,
  action: string,
  after: object,
): Promise<void> {
  await writeAudit(work, [{ actor: caller.name, action, kind: 'imports', subject: id, before: null, after }]);
}
