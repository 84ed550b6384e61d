import { expect, test } from 'vitest';
import { toFailure } from '../../api/client/failure.ts';
import { failureLine, failureText } from './failure-text.ts';

test('an organization that is not served: which ones are, and no Editor could help', () => {
  const failure = toFailure({
    status: 403,
    data: {
      error: { code: 'forbidden', message: 'x', details: [], reason: 'identity-foreign', data: { orgs: ['1', '3'] } },
    },
  });
  expect(failureLine(failure)).toContain('serves the Grafana organization 1, 3 only');
  expect(failureText(failure)).toMatchObject({
    title: 'Vigie is not for this organization',
    advice: expect.not.stringContaining('Editor') as string,
  });
});
