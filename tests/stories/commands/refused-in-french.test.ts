/** Whoever presses a button that is refused reads why in their own language: the answer of the API through the plugin's words. */
import { afterAll, beforeAll, expect } from 'vitest';
import type { CommandName } from '#contract/incidents/command';
import { toFailure } from '../../../src/api/client/failure.ts';
import { problemText } from '../../../src/components/words/problem-words.ts';
import { refusalText } from '../../../src/components/words/refusal-words.ts';
import { readIn } from '../../locales/read-in.ts';
import type { Person } from '../cast.ts';
import { stories } from '../harness.ts';
import type { Story } from '../harness.ts';

beforeAll(() => readIn('fr-FR'));
afterAll(() => readIn('en-US'));

/** What the page shows of the answer, as Grafana's client throws it. */
async function told(story: Story, who: Person, command: CommandName, body?: unknown): Promise<string[]> {
  const { status, body: data } = await story.asks<unknown>(who, command, body);
  const failure = toFailure({ status, data });
  const texts = [refusalText(failure), ...failure.details.map((detail) => `${detail.path} ${problemText(detail)}`)];
  return [failure.kind, ...texts.map((text) => text.replaceAll('\u00a0', ' '))];
}

stories('A command that is refused, to a French reader', (tell) => {
  tell('says in French why, and what to do', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    const { number } = await story.incident();
    expect(await told(story, 'dee', 'resolve')).toEqual([
      'forbidden',
      'C’est réservé aux personnes alertées pour cet incident, d’astreinte sur sa politique ou membres de son équipe, aux éditeurs de l’équipe et aux administrateurs. Vous pouvez ajouter des notes.',
    ]);
    expect(await told(story, 'ann', 'snooze', { for: '400d' })).toEqual([
      'validation',
      'Certains champs sont à corriger.',
      'for ne doit pas dépasser 364d',
    ]);
    expect(await told(story, 'ann', 'snooze', {})).toEqual([
      'validation',
      'Certains champs sont à corriger.',
      'for doit avoir un seul champ parmi for et until',
    ]);
    expect(await told(story, 'ann', 'reassign', { users: ['zoe'] })).toEqual([
      'validation',
      'Vigie ne connaît pas zoe.',
    ]);
    await story.person('ann', 'resolve');
    expect(await told(story, 'ann', 'escalate')).toEqual([
      'in-the-way',
      `L’incident #${number} est résolu. Rouvrez-le d’abord.`,
    ]);
  });
});
