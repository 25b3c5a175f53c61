import type { Reporter, TestModule } from 'vitest/node';

/** Ends a run with one plain line for programs that read logs, and says why each skipped test was skipped. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string) => tests.filter((test) => test.result().state === state).length;
    // A file that could not even be loaded has no tests to count.
    const unloaded = modules.filter((module) => module.errors().length > 0).length;
    const skipped = count('skipped');
    process.stdout.write(
      `\n${count('passed')} passed, ${count('failed') + unloaded} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`,
    );
  }
}
