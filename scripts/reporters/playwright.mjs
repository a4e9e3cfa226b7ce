const specsOf = ({ specs = [], suites = [] }) => [...specs, ...suites.flatMap(specsOf)];

const REMARKS = { unexpected: 'FAILED', flaky: 'passed only when tried again' };

/** What Playwright's JSON reporter says of a run: its counts, and a remark on each test that did not simply pass. */
export function ofPlaywright({ stats, errors, suites }) {
  const remarks = suites
    .flatMap(specsOf)
    .flatMap(({ title, file, line, tests }) =>
      tests.filter(({ status }) => status in REMARKS).map(({ status }) => `${REMARKS[status]}: ${file}:${line} ${title}`),
    );
  return {
    passed: stats.expected + stats.flaky,
    // An error outside of any test, such as a file that does not load, appears in no figure of theirs.
    failed: stats.unexpected + errors.length,
    remarks,
  };
}
