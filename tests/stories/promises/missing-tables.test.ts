/**
 * Tables beside those that paging is made of can be missing or broken: an alert still pages, is acknowledged and resolved, and
 * the sidecar starts.
 */
import { expect } from 'vitest';
import type { Database } from '../../../backend-shim/store/schema.ts';
import { loneStories } from '../harness.ts';
import type { Story } from '../harness.ts';
import { changeRows, readRows } from '../rows.ts';

/** What paging is made of, and what each round asks for something due: without them there is no pager. */
const SPINE: ReadonlyArray<keyof Database> = [
  ...([
    'meta',
    'config',
    'config_history',
    'signals',
    'incident_keys',
    'incidents',
    'alerts',
    'policy_copies',
  ] as const),
  ...(['timeline', 'timers', 'turns', 'outbox_requests', 'pages', 'deliveries', 'attempts', 'shadows'] as const),
  ...(['syncs', 'sync_memories', 'source_questions', 'receipts', 'taken_once', 'quiet_alerts', 'rota_marks'] as const),
  ...(['announced', 'handoff_notes', 'calendar_feeds', 'calendar_states', 'identities', 'verifications'] as const),
  ...(['heard', 'stopped'] as const),
];

const BESIDE: Record<string, ReadonlyArray<keyof Database>> = {
  'labour law': [
    ...([
      'rests',
      'intervention_details',
      'interventions',
      'decisions',
      'notices',
      'programmes',
      'statements',
    ] as const),
  ],
  'insights and reviews': [
    ...(['insight_days', 'insight_facts', 'insight_changes', 'ratings', 'reviews', 'review_actions'] as const),
  ],
  'the past': [
    ...(['config_versions', 'deletions', 'signal_bodies', 'commands_given', 'turns_taken', 'downtimes'] as const),
    ...(['replays', 'remedies'] as const),
  ],
  'moving in and shadow': ['imports', 'import_files', 'shadow_spans'],
  'what is noted': [
    ...([
      'audit',
      'tokens',
      'events',
      'enrolments',
      'device_sessions',
      'rejected',
      'heartbeats',
      'reach_uses',
    ] as const),
    ...(['channel_outages', 'origins', 'orphans', 'advance_failures', 'duties'] as const),
  ],
};

const UNIT = {
  id: 'ops',
  name: 'Ops',
  since: '2026-01-01',
  timeZone: 'UTC',
  hr: ['dee'],
  duties: [{ rota: 'sre', kind: 'onCall' as const }],
  rules: [{ from: '2026-01-01', pack: 'fr-default@1' as const }],
};
const PROFILE = {
  user: 'ann',
  unit: 'ops',
  from: '2026-01-01',
  contract: 'hours' as const,
  schedule: [{ days: ['workday' as const], from: '09:00', to: '18:00' }],
};
const WORLD = {
  steps: [
    { notify: [{ user: 'ann' }], wait: '5m' },
    { notify: [{ user: 'ben' }], wait: '2h' },
  ],
  more: {
    rotas: [{ id: 'sre', timeZone: 'UTC', layers: [{ id: 'l', participants: [['ann']] }] }],
    units: [UNIT],
    workProfiles: [PROFILE],
  },
};

async function tablesOf(story: Story): Promise<string[]> {
  const query = story.databaseUrl.startsWith('sqlite:')
    ? `select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`
    : `select table_name as name from information_schema.tables where table_schema = current_schema()`;
  return (await readRows<{ name: string }>(story.databaseUrl, query)).map(({ name }) => name).sort();
}

async function rename(story: Story, from: string, to: string): Promise<void> {
  await changeRows(story.databaseUrl, `alter table ${from} rename to ${to}`);
}

/** Paged, acknowledged and resolved, by night; and nobody else is woken. */
async function pagesAndEnds(story: Story, id: string): Promise<void> {
  const { incidents } = await story.alert({ id });
  await story.reached('ann by hook');
  const [incident] = incidents;
  for (const [command, state] of [
    ['acknowledge', 'acknowledged'],
    ['resolve', 'resolved'],
  ] as const) {
    expect(await story.asks('ann', command, undefined, incident)).toMatchObject({ status: 200, body: { state } });
  }
  await story.passes('6m');
  await story.nobodyIsPaged();
  await story.updatesOfAnybody();
}

for (const [what, tables] of Object.entries(BESIDE)) {
  loneStories(`Without the tables of ${what}`, (tell) => {
    tell('an alert pages, is acknowledged and resolved, running and after a restart', WORLD, async (story) => {
      story.expectError((line) => tables.some((table) => JSON.stringify(line).includes(table)));
      await story.until('Tuesday 00:30');
      await pagesAndEnds(story, 'before');
      for (const table of tables) await rename(story, table, `gone_${table}`);
      await pagesAndEnds(story, 'running');
      await story.sidecar.restart();
      await pagesAndEnds(story, 'restarted');
      for (const table of tables) await rename(story, `gone_${table}`, table);
    });
  });
}

loneStories('Every table', (tell) => {
  tell('is of paging, or beside it', {}, async (story) => {
    // That of 0.1 is not read any more.
    const mine = (await tablesOf(story)).filter((name) => name !== 'sync_memory');
    expect(mine).toEqual([...SPINE, ...Object.values(BESIDE).flat()].sort());
  });
});
