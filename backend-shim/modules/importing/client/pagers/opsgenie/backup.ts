/**
 * Reads the folder that Atlassian's backup tool writes (`OpsGenieBackups`), for accounts whose API has ended. It holds no
 * timeline, so what is planned from it is not proven; and no overrides and no heartbeats.
 */
import { done, importFailure } from '#modules/importing/contract/failures';
import type { ImportResult } from '#modules/importing/contract/failures';
import type { BackupFolder, PagerBackup, PagerObject, ReadProblem } from '../../pager.ts';

const NAME = 'OpsGenieBackups';

type Body = Record<string, unknown>;
/** What one file of a folder holds; empty: nothing that is read. */
type FileReader = (body: Body, file: string) => PagerObject[];

const FOLDERS: Readonly<Record<string, FileReader>> = {
  users: ({ user, notificationRuleList }) => {
    const id = idOf(user);
    return id === null
      ? []
      : [
          { kind: 'users', id, body: user },
          { kind: 'rules', id, body: { id, rules: notificationRuleList } },
        ];
  },
  teams: ({ team, teamRoutingRules }) => {
    const id = idOf(team);
    return id === null
      ? []
      : [
          { kind: 'teams', id, body: team },
          { kind: 'routing', id, body: { id, rules: teamRoutingRules } },
        ];
  },
  schedules: ({ schedule }) => one('schedules', schedule),
  escalations: (escalation) => one('escalations', escalation),
  // The file is named by the id, which the object may lack.
  integrations: ({ integration }, file) => one('integrations', withId(integration, file)),
  forwardings: (rule, file) => one('forwarding', withId(rule, file)),
  maintenance: (maintenance, file) => one('maintenances', withId(maintenance, file)),
  policiesV2: ({ policy, teamId }, file) =>
    (policy as Body | undefined)?.['type'] === 'notification'
      ? one('notification-policies', { ...(withId(policy, file) as Body), teamId })
      : one('policies', withId(policy, file)),
  policies: (policy, file) => one('policies', withId(policy, file)),
};

/** What a backup never holds. */
const LACKS: readonly ReadProblem[] = [
  { kind: 'overrides', id: '*', why: 'backups hold no overrides: those of the coming weeks are to be made by hand' },
  { kind: 'heartbeats', id: '*', why: 'backups hold no heartbeats' },
];

export async function readBackup(folder: BackupFolder): Promise<ImportResult<PagerBackup>> {
  const files = (await folder.list()).filter((file) => file.endsWith('.json'));
  const known = files.filter((file) => folderOf(file) in FOLDERS);
  if (!['users', 'schedules'].every((needed) => known.some((file) => folderOf(file) === needed))) {
    return importFailure('backup-missing', { folder: folder.path, needed: `${NAME}/users, ${NAME}/schedules` });
  }
  const objects: PagerObject[] = [];
  const problems: ReadProblem[] = [...LACKS];
  for (const file of known) {
    const body = await folder.json(file);
    const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
    const found = isObject ? (FOLDERS[folderOf(file)]?.(body as Body, file) ?? []) : [];
    objects.push(...found);
    if (found.length === 0) {
      problems.push({ kind: folderOf(file), id: file, why: 'the file has another form' });
    }
  }
  return done({ config: objects, problems });
}

/** The folder that holds the file, whether `OpsGenieBackups` is the root or in it. */
function folderOf(file: string): string {
  const parts = file.split('/');
  return (parts[0] === NAME ? parts[1] : parts[0]) ?? '';
}

function one(kind: string, body: unknown): PagerObject[] {
  const id = idOf(body);
  return id === null ? [] : [{ kind, id, body }];
}

function idOf(body: unknown): string | null {
  const id = typeof body === 'object' && body !== null ? ((body as Body)['id'] ?? (body as Body)['alias']) : null;
  return typeof id === 'string' && id !== '' ? id : null;
}

function withId(body: unknown, file: string): unknown {
  const id = file
    .split('/')
    .at(-1)
    ?.replace(/\.json$/, '');
  return typeof body === 'object' && body !== null ? { id, ...body } : body;
}
