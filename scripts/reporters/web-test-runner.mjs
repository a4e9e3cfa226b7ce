import { writeCounts } from './counts.mjs';

const testsOf = (suite) => [...suite.tests, ...suite.suites.flatMap(testsOf)];

/** A reporter of Web Test Runner that counts tests; a file that does not load, or throws outside its tests, is a failed test. */
export function countReporter() {
  return {
    onTestRunFinished({ sessions }) {
      const counts = { passed: 0, failed: 0, skipped: 0, remarks: [] };
      for (const session of sessions) {
        const tests = session.testResults ? testsOf(session.testResults) : [];
        for (const test of tests) counts[test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed'] += 1;
        const failing = tests.filter(({ passed, skipped }) => !passed && !skipped);
        counts.remarks.push(...failing.map(({ name }) => `FAILED: ${session.testFile} ${name}`));
        if (!session.passed && failing.length === 0) {
          counts.failed += 1;
          counts.remarks.push(`FAILED: ${session.testFile}`);
        }
      }
      writeCounts(counts);
    },
  };
}
