/** Where stories are told: a sidecar with an empty database, a mailbox and a webhook receiver. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import type { TestDatabase } from '../support/databases.ts';
import { startMailbox } from '../support/mailbox.ts';
import type { Mailbox } from '../support/mailbox.ts';
import { startSidecar } from '../support/sidecar.ts';
import type { Sidecar, SidecarOptions } from '../support/sidecar.ts';
import { until } from '../support/waiting.ts';
import { startWebhookSink } from '../support/webhook-sink.ts';
import type { WebhookSink } from '../support/webhook-sink.ts';

export interface Stage {
  sidecar: Sidecar;
  databaseUrl: string;
  mailbox: Mailbox;
  sink: WebhookSink;
}

export interface CountedStage extends Stage {
  /** How many stories have begun: each has a number and a week of its own. */
  told: number;
}

/**
 * What a sidecar keeps of earlier stories makes it slower at last, and its weeks go far into the future. After so many it makes
 * room for another.
 */
const MOST_TOLD = 60;

/**
 * Files that run in one process share a stage, one a database: a start takes as long as a story, and a sidecar that has just
 * started is slow. A stage on which a story failed is not used again.
 */
const shared = new Map<TestDatabase['kind'], CountedStage>();
process.once('exit', () =>
  shared.forEach(({ sidecar: { folder } }) => rmSync(folder, { recursive: true, force: true })),
);

/**
 * @param databaseUrl null: SQLite in the sidecar's own folder
 * @param env over the sidecar's usual environment
 */
export async function startStage(databaseUrl: string | null, env: SidecarOptions['env'] = {}): Promise<CountedStage> {
  const [mailbox, sink] = await Promise.all([startMailbox(), startWebhookSink()]);
  const smtp = { VIGIE_SMTP_URL: mailbox.url, VIGIE_MAIL_FROM: 'Vigie <vigie@example.com>' };
  const sidecar = await startSidecar({
    provisioning: 'apiVersion: 1\n',
    ...(databaseUrl === null ? {} : { databaseUrl }),
    // Between files of stories nothing is configured, which is meant.
    env: { ...smtp, VIGIE_PROVISIONING_ALLOW_EMPTY: 'true', ...env },
  });
  const url = databaseUrl ?? `sqlite:${path.join(sidecar.folder, 'data/vigie.db')}`;
  return { sidecar, databaseUrl: url, mailbox, sink, told: 0 };
}

export async function endStage({ sidecar, mailbox, sink }: Stage): Promise<void> {
  await sidecar.remove();
  await Promise.all([mailbox.stop(), sink.stop()]);
}

/** The stage that files share; a new one if there is none, or enough was told on it. */
export async function sharedStage(database: TestDatabase): Promise<CountedStage> {
  const usual = shared.get(database.kind);
  if (usual !== undefined && usual.told < MOST_TOLD) return usual;
  if (usual !== undefined) await endShared(database);
  const stage = await startStage(database.kind === 'sqlite' ? null : await database.fresh());
  shared.set(database.kind, stage);
  return stage;
}

/**
 * Leaves the shared stage to the next file with nothing configured: a sidecar that stays must not go on asking the servers of
 * a file that is told on another database now. Where that cannot be, the next file gets another stage.
 */
export async function leaveShared(database: TestDatabase): Promise<void> {
  const stage = shared.get(database.kind);
  if (stage === undefined) return;
  const { sidecar, mailbox, sink } = stage;
  const reloads = () => sidecar.log.filter(({ msg }) => msg === 'provisioning files reloaded').length;
  const before = reloads();
  try {
    await sidecar.provision('apiVersion: 1\n');
    await until('nothing is configured', () => reloads() > before, 5_000);
    await sidecar.advance('0s');
    mailbox.take();
    sink.take();
  } catch {
    await endShared(database);
  }
}

/** The next file gets another stage. */
export async function endShared(database: TestDatabase): Promise<void> {
  const stage = shared.get(database.kind);
  shared.delete(database.kind);
  if (stage !== undefined) await endStage(stage);
}
