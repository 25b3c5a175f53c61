import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { packageRoot } from '../../runner/package-root.ts';
import { exitStatus } from '../../runner/commands/exit-status.ts';
import { reportsOf, startLab } from '../helpers/call-lab.ts';
import { stableReport } from '../helpers/stable-report.ts';

const folder = 'test/fixtures';

/** Those in `machine/` need a virtual machine: see the tests that name them. */
const topics = readdirSync(join(packageRoot, folder), { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() && entry.name !== 'machine' ? [entry.name] : [],
);

const documentsIn = (topic: string) =>
  readdirSync(join(packageRoot, folder, topic)).filter((name) => name.endsWith('.md'));

/** Every host that a fixture names is this machine. */
function hostOptions(path: string): string[] {
  const hosts = readFileSync(join(packageRoot, path), 'latin1').match(/(?<=^ {2})host\d(?=:)/gm) ?? ['host1'];
  return hosts.flatMap((host) => ['--host', `${host}=local`]);
}

/**
 * Each fixture is a document that says what it shows; beside it stands the report that the design promises for it.
 * `npx vitest run test/execute -u` writes what came instead: read the difference before you keep it.
 */
describe.each(topics)('%s', (topic) => {
  test.concurrent.for(documentsIn(topic))('%s', async (name, { expect }) => {
    const path = `${folder}/${topic}/${name}`;
    const { ended, processes } = startLab(['run', path, ...hostOptions(path), '--yes', '--reporter', 'json']);
    const { exitCode, stdout } = await ended;
    const [report, ...more] = reportsOf({ stdout });
    if (!report) throw new Error(`No report of ${path}`);
    expect(more).toEqual([]);
    expect(exitCode).toBe(exitStatus([report]));
    await expect(stableReport(report)).toMatchFileSnapshot(
      `../fixtures/${topic}/${name.replace(/\.md$/, '.json')}`,
    );
    await expect.poll(processes, { timeout: 5000 }).toEqual([]);
  });
});
