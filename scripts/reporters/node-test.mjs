/**
 * Counts what `node --test` ran and yields it as one line of JSON. Suites are not counted: what is in them is. A file that ends
 * before its tests do is reported by Node as a failed test.
 */
export default async function* countNodeTests(events) {
  const counts = { passed: 0, failed: 0, skipped: 0, remarks: [] };
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    // A suite whose own hook failed has failing tests only in part, so its failure counts too.
    if (data.details?.type === 'suite' && (type === 'test:pass' || data.details.error?.failureType === 'subtestsFailed'))
      continue;
    if (data.skip !== undefined || data.todo !== undefined) counts.skipped += 1;
    else counts[type === 'test:pass' ? 'passed' : 'failed'] += 1;
    if (type === 'test:fail') counts.remarks.push(`FAILED: ${data.file} ${data.name}`);
  }
  yield JSON.stringify(counts);
}
