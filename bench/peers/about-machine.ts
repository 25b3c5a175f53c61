import { readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';

/** What the figures were taken on, and when. */
export function aboutMachine(): string {
  const processors = cpus();
  const model = processors[0]?.model.trim() ?? 'unknown processor';
  const system = /^PRETTY_NAME="(.*)"$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? 'Linux';
  const date = new Date().toISOString().slice(0, 10);
  return `${processors.length} × ${model}, ${system}, Node.js ${process.versions.node}, ${date}`;
}

/** How many processes wanted a processor in the last minute: more than a few tenths make figures doubtful. */
export const load = (): number => loadavg()[0] ?? 0;
