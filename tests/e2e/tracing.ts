/** What the browser's own tracing saw. */
import type { Page } from '@playwright/test';
import { test } from './fixtures.ts';

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  dur?: number;
  /** Time of the processor, whatever else the machine does; microseconds as all here. */
  tdur?: number;
  args?: { name?: string };
}

/** What the main thread of the page did while `body` ran, in ms, longest first. */
async function mainDuring(page: Page, names: RegExp, what: string, body: () => Promise<void>): Promise<number[]> {
  const browser = page.context().browser();
  await browser?.startTracing(page, {
    categories: ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline', '__metadata'],
  });
  await body();
  const trace = JSON.parse(String(await browser?.stopTracing())) as { traceEvents: TraceEvent[] };
  const mains = trace.traceEvents.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain');
  const isMain = ({ pid, tid }: TraceEvent) => mains.some((one) => one.pid === pid && one.tid === tid);
  const times = trace.traceEvents
    .filter((one) => one.ph === 'X' && names.test(one.name) && isMain(one))
    .map(({ tdur, dur }) => (tdur ?? dur ?? 0) / 1000)
    .sort((a, b) => b - a);
  test.info().annotations.push({
    type: what,
    description: times
      .slice(0, 5)
      .map((ms) => ms.toFixed(1))
      .join(', '),
  });
  return times;
}

/** Its tasks: scripts, layout, and all else. */
export function tasksDuring(page: Page, body: () => Promise<void>): Promise<number[]> {
  return mainDuring(page, /RunTask$|ThreadControllerImpl::RunTask$/, 'longest tasks', body);
}

/** Its scripts alone. */
export function scriptsDuring(page: Page, body: () => Promise<void>): Promise<number[]> {
  return mainDuring(page, /^(FunctionCall|EvaluateScript|RunMicrotasks)$/, 'longest scripts', body);
}
