/** What `npm test` needs to know of a run, written to the file named by TALLY_FILE. */
import { writeFileSync } from 'node:fs';
import type { FullResult, Reporter, Suite, TestCase, TestError } from '@playwright/test/reporter';

interface Tally {
  passed: number;
  /** Passed only when they were tried again, with what went wrong before. */
  flaky: string[];
  skipped: Array<{ name: string; why: string | null }>;
  failures: string[];
  reason: 'passed' | 'failed' | 'interrupted';
}

const firstLine = (text: string | undefined) =>
  (text ?? 'no message').replace(/\u001b\[\d+m/g, '').split('\n')[0] ?? '';

function nameOf(test: TestCase): string {
  const [, project, file, ...titles] = test.titlePath();
  return `${file ?? ''} > ${titles.join(' > ')} (${project ?? ''})`;
}

export default class TallyReporter implements Reporter {
  #suite: Suite | null = null;
  #outside: string[] = [];

  onBegin(_config: unknown, suite: Suite): void {
    this.#suite = suite;
  }

  onError(error: TestError): void {
    this.#outside.push(`outside of any test: ${firstLine(error.message)}`);
  }

  onEnd(result: FullResult): void {
    const tally: Tally = {
      passed: 0,
      flaky: [],
      skipped: [],
      failures: [...this.#outside],
      reason:
        result.status === 'passed'
          ? 'passed'
          : result.status === 'interrupted' || result.status === 'timedout'
            ? 'interrupted'
            : 'failed',
    };
    for (const test of this.#suite?.allTests() ?? []) {
      this.#add(tally, test);
    }
    if (process.env.TALLY_FILE !== undefined) {
      writeFileSync(process.env.TALLY_FILE, JSON.stringify(tally));
    }
  }

  #add(tally: Tally, test: TestCase): void {
    const outcome = test.outcome();
    if (outcome === 'skipped') {
      tally.skipped.push({
        name: nameOf(test),
        why: test.annotations.find(({ type }) => type === 'skip')?.description ?? null,
      });
    } else if (outcome === 'expected' || outcome === 'flaky') {
      tally.passed += 1;
      if (outcome === 'flaky') {
        tally.flaky.push(
          `${nameOf(test)}: ${firstLine(test.results.find(({ error }) => error !== undefined)?.error?.message)}`,
        );
      }
    } else {
      tally.failures.push(`${nameOf(test)}: ${firstLine(test.results.at(-1)?.error?.message)}`);
    }
  }
}
