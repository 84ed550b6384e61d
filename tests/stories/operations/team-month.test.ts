/** The monthly mail: asked for by a team, of a month that is over, and of nobody in particular. */
import { expect } from 'vitest';
import { loneStories } from '../harness.ts';

const team = { id: 'sre', name: 'SRE', members: ['ann', 'ben', 'cleo'], managers: ['cleo'] };

loneStories('The monthly mail', (tell) => {
  tell('goes to the managers who asked, once, when the month is settled', {}, async (story) => {
    const letters = async () => (await story.onCallMessages()).filter(({ says }) => /incidents? that paged/.test(says));
    await story.alert();
    await story.reached('ann by hook');
    await story.person('ann', 'resolve');
    await story.passes('40d');
    expect(await letters(), 'off until asked for').toEqual([]);
    await story.change({ more: { teams: [{ ...team, monthlyMail: true }] } });
    await story.passes('1m');
    expect(await letters(), 'of the next month').toEqual([]);
    await story.alert({ id: 'later', title: 'Later' });
    await story.pagesOfAnybody();
    await story.script('resolve');
    await story.updatesOfAnybody();
    await story.passes('24d');
    const [letter, ...others] = await letters();
    expect(others).toEqual([]);
    expect(letter).toMatchObject({ who: 'cleo', by: 'mail' });
    expect(letter?.text).toMatch(/that paged[^]*There was 1 incident/);
    expect(letter?.text).toContain('fewer than three people');
    expect(letter?.text).not.toMatch(/Ann|Ben/);
    await story.passes('6d');
    expect(await letters()).toEqual([]);
  });
});
