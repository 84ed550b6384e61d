import { expect } from 'vitest';
import { loneStories } from '../harness.ts';
import type { Story } from '../harness.ts';

const DAY = 86_400_000;
const inDays = (story: Story, days: number) =>
  new Date(Date.parse(story.at('Monday 08:00')) + days * DAY).toISOString();

/** Subjects and texts of letters about rotas since the last look. */
async function letters(story: Story): Promise<Array<{ who: string; text: string }>> {
  const all = await story.onCallMessages();
  return all
    .filter(({ mail }) => /to do in/.test(mail?.subject ?? ''))
    .map(({ who, mail }) => ({ who, text: mail?.text ?? '' }));
}

/** As an import writes a schedule that no layers say: Ann until a day, then nobody. */
const frozen = (story: Story, days: number) => ({
  layers: [],
  frozenUntil: inDays(story, days),
  overrides: [{ id: 'frozen-1', start: inDays(story, -1), end: inDays(story, days), set: ['ann'] }],
});

const ofAnEnd = ({ text }: { text: string }) => /taken over as overrides/.test(text);

loneStories('A rota that was taken over as overrides', (tell) => {
  tell(
    'tells its managers 30 and 7 days before its end, once each, over a kill',
    { start: 'Monday 08:00' },
    async (story) => {
      await story.change({ rota: frozen(story, 40) });
      await story.sidecar.setClock(inDays(story, 9.9));
      expect((await letters(story)).filter(ofAnEnd)).toEqual([]);
      await story.sidecar.setClock(inDays(story, 10.1));
      const [first, ...others] = (await letters(story)).filter(ofAnEnd);
      expect(others).toEqual([]);
      expect(first).toMatchObject({ who: 'cleo' });
      expect(first?.text).toContain('nobody is on call after that');
      await story.sidecar.kill9();
      await story.sidecar.restart();
      await story.sidecar.setClock(inDays(story, 20));
      expect((await letters(story)).filter(ofAnEnd)).toEqual([]);
      await story.sidecar.setClock(inDays(story, 33.1));
      expect((await letters(story)).filter(ofAnEnd).map(({ who }) => who)).toEqual(['cleo']);
      await story.sidecar.setClock(inDays(story, 39.5));
      await story.passes('5m');
      expect((await letters(story)).filter(ofAnEnd)).toEqual([]);
    },
  );

  tell(
    'shows it in its health from then on, and after the end nobody is reached',
    { start: 'Monday 08:00' },
    async (story) => {
      await story.change({ rota: frozen(story, 32) });
      expect(await kinds(story)).not.toContain('frozenEnd');
      await story.sidecar.setClock(inDays(story, 3));
      expect(await kinds(story)).toContain('frozenEnd');
      await story.sidecar.setClock(inDays(story, 32.5));
      expect(await kinds(story)).toEqual(expect.arrayContaining(['frozenEnd', 'gap']));
      await letters(story);
    },
  );

  tell(
    'pages nobody after its end: the next step is paged at once, and the timeline says why',
    { start: 'Monday 08:00' },
    async (story) => {
      await story.change({ rota: frozen(story, 2) });
      await story.sidecar.setClock(inDays(story, 1.9));
      await story.alert();
      await story.reached('ann by hook');
      await story.recovers();
      await story.updatesOfAnybody();
      await story.sidecar.setClock(inDays(story, 2.1));
      await story.alert({ id: 'cpu', title: 'CPU busy' });
      await story.reached('ben by mail: CPU busy');
      await story.explains('Step 1 found nobody: rota sre has nobody on call. Moving on at once.');
      await letters(story);
    },
  );

  tell(
    'pages nobody after its end: without another step the managers are paged at once',
    { start: 'Monday 08:00', steps: [{ notify: [{ rota: 'sre' }], wait: '1h' }] },
    async (story) => {
      await story.change({ rota: frozen(story, 2) });
      await story.sidecar.setClock(inDays(story, 2.1));
      await story.alert();
      await story.reached('cleo by mail: Disk full');
      await story.explains('Step 1 found nobody: rota sre has nobody on call.');
      await letters(story);
    },
  );
});

async function kinds(story: Story): Promise<string[]> {
  const { body } = await story.sidecar.api<{ findings: Array<{ kind: string }> }>('GET', 'rotas/sre/health');
  return body.findings.map(({ kind }) => kind);
}
