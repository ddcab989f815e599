import { writeFileSync } from 'node:fs';
import type { Reporter, SerializedError, TestModule } from 'vitest/node';

/** How many tests ended in which way. */
interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/**
 * A vitest reporter: one plain closing line, and the same counts as JSON in the file that `DESKMEDIC_TEST_COUNTS`
 * names. A test file that cannot be loaded has no tests, so its errors are counted as failed, as are stray rejections.
 */
export default class PlainLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], strayErrors: readonly SerializedError[]): void {
    const counts: Counts = { passed: 0, failed: strayErrors.length, skipped: 0 };
    for (const module of modules) {
      counts.failed += module.errors().length;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        counts[state === 'passed' || state === 'failed' ? state : 'skipped'] += 1;
      }
      for (const suite of module.children.allSuites()) counts.failed += suite.errors().length;
    }
    process.stdout.write(`vitest: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
    const file = process.env['DESKMEDIC_TEST_COUNTS'];
    if (file !== undefined) writeFileSync(file, JSON.stringify(counts));
  }
}
