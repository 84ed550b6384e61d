import { describe, expect, it } from 'vitest';
import { samplesOf } from '#contract/reasons/samples.fake';
import { oddInFrench } from '../../../tests/support/french.ts';
import { PRESS_REFUSALS, refusedText } from './refused.ts';

const samples = samplesOf(PRESS_REFUSALS);
const OTHERWISE = {
  en: refusedText({ reason: 'of-tomorrow' }, 'en'),
  fr: refusedText({ reason: 'of-tomorrow' }, 'fr'),
};

describe('why a button did nothing', () => {
  it.each(['en', 'fr'] as const)('has words of its own in %s for every reason', (language) => {
    const said = samples.map((why) => refusedText(why, language));
    expect(said.filter((text) => text === OTHERWISE[language] || /undefined|null|\[object/.test(text))).toEqual([]);
    expect(new Set(said).size).toBeGreaterThanOrEqual(Object.keys(PRESS_REFUSALS).length);
  });

  it('is French for the French', () => {
    expect(samples.filter((why) => refusedText(why, 'fr') === refusedText(why, 'en'))).toEqual([]);
    expect([...samples.map((why) => refusedText(why, 'fr')), OTHERWISE.fr].flatMap(oddInFrench)).toEqual([]);
    expect(OTHERWISE.fr).toBe('ce n’est pas possible maintenant. Ouvrez l’incident dans Grafana.');
  });
});
