import { expect, it } from 'vitest';
import type { Reachability } from '../../components/people/person-reach.ts';
import type { PeopleFilter } from './people-filter.ts';
import { isShown } from './people-filter.ts';

it.each<[Reachability | null, boolean, PeopleFilter[]]>([
  ['well', false, ['all']],
  ['failing', false, ['all', 'unreached']],
  ['unverified', false, ['all', 'unreached']],
  ['nothing', false, ['all', 'unreached']],
  ['disabled', false, ['all', 'disabled']],
  ['well', true, ['all', 'disabled']],
  ['nothing', true, ['all', 'disabled']],
  [null, false, ['all']],
])('%s, out of Grafana: %s: shown under %j', (reach, isOutOfGrafana, filters) => {
  const person = { summary: { reach }, isOutOfGrafana };
  expect((['all', 'unreached', 'disabled'] as const).filter((filter) => isShown(filter, person))).toEqual(filters);
});
