import { writeCounts } from './counts.mjs';

const testsOf = (suite) => [...suite.tests, ...suite.suites.flatMap(testsOf)];

/** A reporter of Web Test Runner that counts tests; a file that does not load, or throws outside its tests, is a failed test. */
export function countReporter() {
  return {
    onTestRunFinished({ sessions }) {
      const counts = { passed: 0, failed: 0, skipped: 0 };
      for (const session of sessions) {
        const tests = session.testResults ? testsOf(session.testResults) : [];
        for (const test of tests) counts[test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed'] += 1;
        if (!session.passed && tests.every(({ passed, skipped }) => passed || skipped)) counts.failed += 1;
      }
      writeCounts(counts);
    },
  };
}
