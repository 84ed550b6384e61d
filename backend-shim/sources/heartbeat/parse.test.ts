import { expect, it } from 'vitest';
import { good, read } from '../shared/source.fake.ts';

it.each([undefined, null, '', 'alive', 7, [], {}, { status: 'firing', alerts: [{}] }])(
  '%j is a beat and no alert',
  (body) => {
    expect(good(read('heartbeat', body))).toEqual([]);
  },
);
