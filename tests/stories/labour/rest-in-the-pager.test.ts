import { expect } from 'vitest';
import { contextOf } from '../../support/grafana.ts';
import type { StepInput, World } from '../cast.ts';
import { tokenOf } from '../cast.ts';
import { loneStories } from '../harness.ts';
import type { Story } from '../harness.ts';
import { changeRows } from '../rows.ts';

const sre = { rota: 'sre' };
const room = { channel: 'room' };
const STEPS: StepInput[] = [
  { notify: [sre], wait: '5m' },
  { notify: [{ rota: 'sre', who: 'next' }, { user: 'cleo' }], wait: '2h' },
];

const AT_WORK = [{ days: ['workday' as const], from: '09:00', to: '18:00' }];
const profile = (user: string, schedule = AT_WORK) => ({
  user,
  unit: 'ops',
  from: '2026-01-01',
  contract: 'hours' as const,
  schedule,
});

/** A unit whose people work from 09:00 to 18:00, and a policy with an integration of its own for each case. */
function unitWith(cases: Record<string, StepInput[]>, changes: { others?: boolean; more?: World['more'] } = {}): World {
  const { others = true, more } = changes;
  return {
    steps: [{ notify: [sre], wait: '2h' }],
    // Of the person who must rest: whatever else is said goes by mail.
    more: {
      units: [
        {
          id: 'ops',
          name: 'Ops',
          since: '2026-01-01',
          timeZone: 'UTC',
          hr: ['dee'],
          duties: [{ rota: 'sre', kind: 'onCall' }],
          rules: [{ from: '2026-01-01', pack: 'fr-default@1' }],
        },
      ],
      workProfiles: [profile('ann'), ...(others ? [profile('ben'), profile('cleo')] : [])],
      escalationPolicies: Object.entries(cases).map(([id, steps]) => ({
        id,
        name: id,
        team: 'sre',
        ackTimeout: 'none',
        steps,
        onExhausted: [{ user: 'dee' }],
      })),
      integrations: Object.keys(cases).map((id) => ({
        id,
        name: id,
        type: 'webhook' as const,
        team: 'sre',
        token: tokenOf(id),
        policy: id,
      })),
      ...more,
    },
  };
}

const alert = (story: Story, id: string) => story.receives({ id, title: id }, { integration: id });

/** Ann works from 00:10 to 00:40 on Wednesday: she may not start before 11:40. @param others who are paged with her */
async function nightCall(story: Story, ...others: string[]): Promise<void> {
  await story.until('Wednesday 00:10');
  await story.alert();
  await story.reached('ann by hook', ...others);
  await story.person('ann', 'acknowledge');
  await story.until('Wednesday 00:40');
  await story.person('ann', 'resolve');
}

/** The messages about the later start are not what this is about. */
async function morning(story: Story, time: string): Promise<void> {
  await story.until(`Wednesday ${time}`);
  await story.onCallMessages();
}

async function calm(story: Story): Promise<void> {
  for (const { id } of await story.incidents('state=open,acknowledged')) {
    await story.script('resolve', {}, id);
  }
  await story.updatesOfAnybody();
  await story.onCallMessages();
}

/** What Ann reads of herself. */
async function mine(story: Story, path: string): Promise<object[]> {
  const headers = { 'X-Grafana-Context': contextOf({ uid: 'uid-ann', login: 'ann', name: 'ann' }) };
  return (await story.sidecar.api<{ items: object[] }>('GET', path, undefined, { headers })).body.items;
}

interface Preview {
  entries: Array<{ at: string; text: string; people: Array<{ user: string }> }>;
}

loneStories('Whoever must rest is let alone while others can be paged', (tell) => {
  const cases = {
    G01: STEPS,
    G04: STEPS,
    G10: [
      { notify: [sre, { user: 'ben' }], requireAcks: 2, wait: '5m' },
      { notify: [{ user: 'cleo' }], wait: '2h' },
    ],
    G11: [{ notify: [sre], wait: '10m' }],
    G12: STEPS,
    G13: [
      { notify: [sre], wait: '5m' },
      { notify: [], wait: '2h' },
    ],
  };

  tell(
    'stand-ins at work, and Ann with the next entry; the simulator says the same',
    unitWith(cases),
    async (story) => {
      await nightCall(story);
      await story.until('Wednesday 04:00');
      await alert(story, 'G04');
      await story.reached('ann by hook: G04');
      await calm(story);

      await morning(story, '09:30');
      const { body } = await story.sidecar.api<Preview>('POST', 'policies/preview', { policy: 'G01' });
      expect(
        body.entries.map(({ at, people }) => `${at.slice(11, 16)} ${people.map(({ user }) => user).join(' ')}`),
      ).toEqual(expect.arrayContaining(['09:30 ben', '09:35 ben cleo ann']));
      const said = 'Ann Martin is not available until 11:40; Ben Petit stands in.';
      expect(body.entries.map(({ text }) => text)).toContain(said);

      const onCall = (await story.sidecar.api<unknown>('GET', 'rotas/sre/on-call')).body;
      expect(JSON.stringify(onCall)).toContain('"ann"');
      const held = await story.metric('vigie_rest_held_total');
      for (const id of ['G01', 'G10', 'G11', 'G13']) {
        await alert(story, id);
      }
      const [page] = await story.reached(
        'ben by mail: G01',
        'ben by mail: G10',
        'cleo by mail: G10',
        'ben by mail: G11',
        'ben by mail: G13',
      );
      expect(page?.text).toContain(said);
      expect((await story.metric('vigie_rest_held_total')) - held).toBe(4);
      await story.passes('5m');
      await story.reached(
        'ben by mail: G01',
        'cleo by mail: G01',
        'ann by hook: G01',
        'cleo by mail: G10',
        'ann by hook: G10',
        'ann by hook: G13',
      );
      await story.passes('5m');
      await story.reached('dee by mail: G11', 'ann by hook: G11');
      await calm(story);

      await story.until('Wednesday 12:00');
      await alert(story, 'G12');
      await story.reached('ann by hook: G12');
      await calm(story);
    },
  );

  tell(
    'G02: Ben on leave, G07: nobody reaches the stand-in, G06: Cleo pages her by hand',
    {
      ...unitWith(
        {
          G02: STEPS,
          G07: [
            { notify: [sre], wait: '5m' },
            { notify: [{ user: 'cleo' }], wait: '2h' },
          ],
        },
        { more: { absences: [{ user: 'ben', start: '2026-03-01T00:00', end: '2027-03-01T00:00', timeZone: 'UTC' }] } },
      ),
    },
    async (story) => {
      await nightCall(story);
      await morning(story, '09:30');
      await alert(story, 'G02');
      await story.reached('cleo by mail: G02');
      await story.explains('Ann Martin is not available until 11:40; Cleo Roux stands in.');
      await story.passes('5m');
      await story.reached('ben by mail: G02', 'cleo by mail: G02', 'ann by hook: G02');
      await calm(story);

      story.breaks('cleo@example.com', '5xx');
      await alert(story, 'G07');
      await story.reached('ann by hook: G07');
      await story.explains('Nobody could be reached in step 1: every delivery failed. Paging ann at once.');
      story.mended();

      const body = { users: ['ann'], askIfUnavailable: true };
      const asked = await story.asks<{ error: { reason: string; data: object } }>('cleo', 'reassign', body);
      expect([asked.status, asked.body.error.reason]).toEqual([409, 'not-available']);
      expect(asked.body.error.data).toMatchObject({ user: 'ann', until: Date.parse(story.at('Wednesday 11:40')) });
      await story.nobodyIsPaged();
      const byHand = { title: 'By hand', ...body };
      const opened = await story.sidecar.api<{ error: { reason: string } }>('POST', 'incidents', byHand);
      expect([opened.status, opened.body.error.reason]).toEqual([409, 'not-available']);
      await story.person('cleo', 'reassign', { users: ['ann'] });
      await story.reached('ann by hook: G07');
      await calm(story);
    },
  );

  tell(
    'G03, G09: nobody else is at hand, and a room is nobody',
    unitWith({ G03: STEPS, G09: [{ notify: [sre, room], wait: '2h' }] }, { others: false }),
    async (story) => {
      await nightCall(story);
      await morning(story, '09:30');
      await alert(story, 'G03');
      await story.reached('ann by hook: G03');
      await story.explains('Ann Martin is not available until 11:40, but nobody else is at hand.');
      await story.person('ann', 'acknowledge');
      await morning(story, '09:50');
      await story.person('ann', 'resolve');
      // R21: she was called during her rest, which begins anew.
      expect(await mine(story, 'labour/findings?rule=restDaily')).toMatchObject([
        { severity: 'check', user: 'ann', start: story.at('Wednesday 09:30'), end: story.at('Wednesday 09:50') },
      ]);
      const today = `labour/rests?from=${story.at('Wednesday 00:00')}`;
      expect(await mine(story, today)).toMatchObject([{ earliestAt: story.at('Wednesday 20:50') }]);
      await alert(story, 'G09');
      await story.reached('ann by hook: G09', 'room by hook: G09');
      expect(await story.metric('vigie_rest_nobody_else_total')).toBeGreaterThanOrEqual(2);
      await calm(story);
    },
  );

  const day = (id: string, from: string) => ({
    id,
    timeZone: 'UTC',
    windows: [{ days: ['daily' as const], from, to: '18:00' }],
  });

  tell(
    'a step waits for its window: who waited is paged when the pause begins, and who rests is found out when it opens',
    unitWith(
      {
        before: [
          { notify: [sre], wait: '5m' },
          { notify: [{ user: 'cleo' }], until: 'afternoon', wait: '2h' },
        ],
        resting: [{ notify: [sre], until: 'ten', wait: '2h' }],
        rested: [{ notify: [sre], until: 'noon', wait: '2h' }],
      },
      { more: { timeWindows: [day('ten', '10:00'), day('noon', '12:00'), day('afternoon', '14:00')] } },
    ),
    async (story) => {
      await nightCall(story);
      await morning(story, '09:30');
      for (const id of ['before', 'resting', 'rested']) {
        await alert(story, id);
      }
      await story.reached('ben by mail: before');
      await story.until('Wednesday 09:35');
      await story.reached('ann by hook: before');
      await story.until('Wednesday 10:00');
      await story.reached('ben by mail: resting');
      await story.until('Wednesday 12:00');
      await story.reached('ann by hook: rested', 'ann by hook: resting', 'dee by mail: resting');
      await story.until('Wednesday 14:00');
      await story.reached('cleo by mail: before', 'dee by mail: rested');
      await calm(story);
    },
  );

  tell(
    'of layers that join, somebody stands in only if too few are left, and nobody of the same stage',
    {
      ...unitWith({
        one: STEPS,
        two: [{ notify: [sre], requireAcks: 2, wait: '5m' }, { notify: [{ user: 'ann' }] }],
      }),
      rota: {
        layers: [
          { id: 'reserve', participants: [['cleo']] },
          { id: 'first', participants: [['ann']] },
          { id: 'second', participants: [['ben']], join: true },
        ],
      },
    },
    async (story) => {
      await nightCall(story, 'ben by mail');
      await morning(story, '09:30');
      await alert(story, 'one');
      await story.reached('ben by mail: one');
      await alert(story, 'two');
      await story.reached('ben by mail: two', 'cleo by mail: two');
      await story.explains('Ann Martin is not available until 11:40; Cleo Roux stands in.');
      await story.passes('5m');
      await story.pagesOfAnybody();
      await calm(story);
    },
  );

  tell('G08: rests cannot be read', unitWith({ G08: STEPS }), async (story) => {
    await nightCall(story);
    await morning(story, '09:30');
    const failures = await story.metric('vigie_labour_failures_total');
    // Also that of whatever else reads them: retention, the stage that brings them up to date.
    story.expectError((line) => JSON.stringify(line).includes('rests'));
    await changeRows(story.databaseUrl, 'alter table rests rename to rests_away');
    try {
      await story.passes('1s');
      await alert(story, 'G08');
      await story.reached('ann by hook: G08');
      expect(await story.metric('vigie_labour_failures_total')).toBeGreaterThan(failures);
    } finally {
      await changeRows(story.databaseUrl, 'alter table rests_away rename to rests');
    }
    await calm(story);
  });
});
