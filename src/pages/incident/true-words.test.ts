import { beforeAll, describe, expect, test } from 'vitest';
import { readIn } from '../../../tests/locales/read-in.ts';
import { noAlertsText, respondersHint, snoozeHint } from './true-words.ts';

beforeAll(() => readIn('en-US'));

describe('an incident without alerts says why', () => {
  test.each([
    ['after a merge its alerts are elsewhere', { mergedInto: 'i2', integration: 'scripts' }, 'moved to the incident'],
    ['merged and opened by hand', { mergedInto: 'i2', integration: null }, 'moved to the incident'],
    ['opened by hand', { mergedInto: null, integration: null }, 'opened by hand'],
    ['from a monitor, and not kept', { mergedInto: null, integration: 'scripts' }, 'No alerts are stored'],
  ])('%s', (_, incident, words) => expect(noAlertsText(incident)).toContain(words));
});

test('only of an open incident is it said that the escalation continues', () => {
  expect(respondersHint('open')).toContain('the escalation continues');
  for (const state of ['acknowledged', 'snoozed', 'resolved'] as const) {
    expect(respondersHint(state)).not.toContain('continues');
  }
});

test('a snooze of an acknowledged incident says that it takes its owner away', () => {
  expect(snoozeHint('acknowledged')).toContain('Ends the acknowledgement');
  expect(snoozeHint('open')).not.toContain('acknowledgement');
});
