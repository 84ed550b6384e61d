/** What runs in the thread of a step: the step itself, whose ports ask the sidecar. */
import type { MessagePort } from 'node:worker_threads';
import { importFailure } from '#modules/importing/contract/failures';
import type { ImportResult } from '#modules/importing/contract/failures';
import type { PagerImport } from '../client/pager.ts';
import { runStep } from './run-step.ts';
import type { OutcomeChange } from './step-ports.ts';
import { runWorld } from './run-world.ts';
import type { RunWorldDeps } from './run-world.ts';
import { askingPorts } from './step-ports.ts';
import type { StepSaid, StepTask, StepTold } from './step-ports.ts';

export interface StepProgramDeps extends Omit<RunWorldDeps, 'ports' | 'progress'> {
  pagers: Readonly<Record<StepTask['source'], PagerImport>>;
}

export function serveStep(port: MessagePort, task: StepTask, { pagers, ...deps }: StepProgramDeps): void {
  const say = (said: StepSaid): void => port.postMessage(said);
  const { ports, told } = askingPorts(say);
  port.on('message', (answer: StepTold) => told(answer));
  const { step, source, url, settings, outcome, path } = task;
  const world = runWorld({ ...deps, ports, progress: (line) => say({ progress: line }) }, task);
  const { pager: _pager, vigie: _vigie, sleep: _sleep, ...files } = ports;
  const parts = { pager: pagers[source], url, settings, world, folder: { path, ...files }, outcome };
  runStep(step, parts)
    .catch((error: unknown) => misread(error, parts.pager.name))
    .then(
      (result) => say({ result }),
      (error: unknown) => say({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
}

/**
 * What a pager answers is looked at where it is read. Whatever slips through has a form that nobody expects, and whoever
 * imports can report it.
 */
function misread(error: unknown, pager: string): ImportResult<OutcomeChange> {
  if (error instanceof TypeError || error instanceof RangeError) {
    return importFailure('unexpected-shape', { what: `what ${pager} answers`, detail: error.message });
  }
  throw error;
}
