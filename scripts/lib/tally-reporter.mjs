/** Reports the results of Vitest to `npm test`. */
import { writeFileSync } from 'node:fs';

/**
 * Writes what `npm test` needs to the file in TALLY_FILE. Vitest's JSON reporter omits why a test was skipped, and
 * errors outside of tests.
 */
export default class TallyReporter {
  onTestRunEnd(modules, unhandledErrors, reason) {
    const tally = { passed: 0, flaky: [], skipped: [], failures: [], reason };
    for (const module of modules) addModule(tally, module);
    for (const error of unhandledErrors) tally.failures.push(`outside of any test: ${firstLine(error.message)}`);
    writeFileSync(process.env.TALLY_FILE, JSON.stringify(tally));
  }
}

function addModule(tally, module) {
  const file = module.relativeModuleId;
  // A file that failed to load has errors of its own and often no tests.
  for (const error of module.errors()) tally.failures.push(`${file}: ${firstLine(error.message)}`);
  for (const suite of module.children.allSuites()) {
    for (const error of suite.errors()) tally.failures.push(`${file} > ${suite.fullName}: ${firstLine(error.message)}`);
  }
  for (const test of module.children.allTests()) addTest(tally, file, test);
}

function addTest(tally, file, test) {
  const result = test.result();
  const name = `${file} > ${test.fullName}`;
  if (result.state === 'passed') {
    tally.passed += 1;
    // Vitest keeps the errors of earlier tries.
    if (test.diagnostic()?.flaky) tally.flaky.push(`${name}: ${firstLine(result.errors?.[0]?.message)}`);
  } else if (result.state === 'skipped') tally.skipped.push({ name, why: result.note ?? reasonInTitle(test.fullName) });
  else
    tally.failures.push(
      result.state === 'failed' ? `${name}: ${firstLine(result.errors[0]?.message)}` : `${name}: did not finish`,
    );
}

/** `describe.skipIf` takes no note, so suites that use it state the reason in their title. */
function reasonInTitle(title) {
  return /\(skipped: (.*?)\)(?: >|$)/.exec(title)?.[1] ?? null;
}

const firstLine = (text) => String(text ?? 'no message').split('\n')[0];
