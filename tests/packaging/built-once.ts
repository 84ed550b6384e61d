/** What `build-once.ts` built before these tests. */
import { inject } from 'vitest';
import type {} from './build-once.ts';

export const builtOnce = { pluginZip: inject('pluginZip') };
