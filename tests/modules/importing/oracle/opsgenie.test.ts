/** Random schedules of Opsgenie, imported, against a model of Opsgenie in Python. */
import { test } from 'vitest';
import { opsgenie } from '../../../../backend-shim/modules/importing/client/pagers/opsgenie/definition.ts';
import { TIME_LIMIT } from '../../../oracle/runs.ts';
import { snapshotOf } from './opsgenie-cases.ts';
import { proveAll } from './opsgenie-proof.ts';

test(
  'random schedules are the same as their model, in every hour of 90 days',
  () => proveAll(opsgenie, snapshotOf, 200),
  TIME_LIMIT,
);
