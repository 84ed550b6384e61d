/** Serves sources without an API: their agent fetches commands, and reports the results. */
import { DAY, MINUTE } from '#domain/time/duration';
import type { AgentCommand, AgentReport, PullSync } from '../../ports/source-sync.ts';
import { lendSyncToAgent, lockWaitingSyncs, readSyncsForAgent, readUnreportedSyncs } from '../../store/syncs/syncs.ts';
import type { Work } from '../../store/work.ts';
import { settle } from './settle.ts';
import { prepareTellings } from './telling.ts';

const MOST_AT_ONCE = 50;
/** After this time, an agent that fetched commands without reporting gets them again. */
const AGENT_LEASE = MINUTE;
/** Commands expire, so that a source does not get an acknowledgement of last week. */
const TOO_OLD = DAY;

/** An agent may die between running a command and reporting it, so every command can be repeated without harm. */
export async function takeCommands(
  work: Work,
  integration: string,
  sync: PullSync,
  urlOf: (incident: string) => string | null,
): Promise<AgentCommand[]> {
  const rows = (await readSyncsForAgent(work, integration, MOST_AT_ONCE)).map((row) => ({
    ...row,
    attempt: row.attempt + 1,
  }));
  const commands: AgentCommand[] = [];
  for (const prepared of await prepareTellings(work, rows, urlOf)) {
    const { row } = prepared;
    const lines = prepared.telling === null ? [] : sync.commands(prepared.telling);
    if (prepared.telling === null) {
      await settle(work, row, { id: row.id, told: { kind: 'cancelled', answer: prepared.reason }, tookMs: 0 });
    } else if (lines.length === 0) {
      await settle(work, row, {
        id: row.id,
        told: { kind: 'skipped', answer: 'there is no command for it' },
        tookMs: 0,
      });
    } else {
      await lendSyncToAgent(work, row, work.now + AGENT_LEASE);
      commands.push(...lines.map((line) => ({ id: row.id, line })));
    }
  }
  return commands;
}

/** @returns how many of them were waited for */
export async function reportCommands(
  work: Work,
  integration: string,
  reports: readonly AgentReport[],
): Promise<number> {
  const rows = await lockWaitingSyncs(
    work,
    reports.map((report) => report.id),
  );
  const waited = new Map(rows.filter((row) => row.integration === integration).map((row) => [row.id, row]));
  for (const { id, ok, answer } of reports) {
    const row = waited.get(id);
    if (row) {
      const told = ok
        ? ({ kind: 'done', answer } as const)
        : ({ kind: 'never', reason: 'refused', detail: answer } as const);
      await settle(work, row, { id, told, tookMs: work.now - row.created_at });
      waited.delete(id);
    }
  }
  return rows.length - waited.size;
}

/** Commands that no agent came for. */
export async function giveUpQuestions(work: Work): Promise<number> {
  const rows = await readUnreportedSyncs(work, work.now - TOO_OLD);
  for (const row of rows) {
    await settle(work, row, {
      id: row.id,
      told: { kind: 'never', reason: 'not-found', detail: 'no agent came for it within a day' },
      tookMs: 0,
    });
  }
  return rows.length;
}
