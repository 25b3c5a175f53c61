import { createCheckpoints } from '../checkpoints/index.ts';
import { HostBroken } from '../hosts/host.ts';
import { type OpenHosts, openHosts } from '../hosts/index.ts';
import type { EngineName } from '../report/report.ts';
import { createScreen } from '../report/pretty/screen.ts';
import { renderLine, textLine } from '../report/text/index.ts';
import { failingHost, keepHosts } from './after-run.ts';
import { findUp } from './choose-up.ts';
import type { DevLoop, Judged } from './dev-loop.ts';
import { onKeys } from './keys.ts';
import { outputOptions } from './output-options.ts';
import { useTerminal } from './use-terminal.ts';

/** The keys of `lab dev` on a terminal, and the line below the verdict that tells them. */
export interface DevKeys {
  /** Shows the line, or takes it away. */
  show(state: 'busy' | 'idle'): void;
  /** Takes keys from now on. */
  serve(loop: DevLoop): void;
  close(): void;
}

export function createDevKeys({
  engine,
  signal,
}: {
  engine: 'auto' | EngineName;
  signal: AbortSignal;
}): DevKeys {
  const { color } = outputOptions();
  const screen = createScreen(process.stdout);
  let release: () => void = () => undefined;
  let loop: DevLoop | null = null;

  const take = () => {
    release = onKeys(press);
  };
  const press = (key: string) => {
    if (!loop) return;
    const number = Number(key);
    if (key === '\u0003') process.kill(process.pid, 'SIGINT');
    else if (key === 'q') loop.quit();
    else if (key === 'r') loop.again();
    else if (key === 'k') loop.whileIdle(keep);
    else if (key === 's' || number >= 1) loop.whileIdle((judged) => openShell(judged, number));
  };
  const keep = async ({ draft: { lab }, report, open }: Judged) => {
    screen.close();
    if (!open)
      say('There are no hosts to keep: nothing had to run. `lab up --at STEP` has them as they were.');
    else if (await findUp(lab.id)) say(`${lab.id} is up already; end it with: lab down ${lab.id}`);
    else {
      await keepHosts({ lab, open, report });
      await loop?.letGo();
    }
    show('idle');
  };
  const openShell = async (judged: Judged, number: number) => {
    screen.close();
    const own = judged.open ? null : await openKnown(judged, { engine, signal }).catch(sayBroken);
    const hosts = [...((judged.open ?? own)?.hosts.values() ?? [])];
    const host =
      hosts[number - 1] ?? hosts.find(({ name }) => name === failingHost(judged.report)) ?? hosts[0];
    if (host) {
      say(`A terminal on ${host.name}; \`exit\` comes back here`);
      release();
      await useTerminal({ host, container: null, signal }).catch(sayBroken);
      take();
    }
    await own?.dispose();
    show('idle');
  };
  const show = (state: 'busy' | 'idle') => {
    screen.close();
    const judged = loop?.judged;
    if (state === 'busy') return;
    const line = renderLine(textLine(keyLine(judged ?? null), 'dim'), {
      columns: process.stdout.columns - 1,
      color,
    });
    screen.draw({ settled: [], lines: [line] });
  };
  return {
    show,
    serve: (served) => {
      loop = served;
      take();
    },
    close: () => {
      release();
      screen.close();
    },
  };
}

function keyLine(judged: Judged | null): string {
  if (!judged) return 'waiting for a change · q quit';
  const names = judged.draft.lab.hosts.map(({ name }, index) => `${index + 1} ${name}`);
  const shell = names.length === 1 ? 's shell' : `s shell (${names.join(', ')})`;
  return ['waiting for a change', shell, 'r run the step again', 'k keep the hosts', 'q quit'].join(' · ');
}

/** Hosts as they are after the last step: nothing had to run, so there were none. */
async function openKnown(
  { draft: { lab } }: Judged,
  { engine, signal }: { engine: 'auto' | EngineName; signal: AbortSignal },
): Promise<OpenHosts> {
  const checkpoints = createCheckpoints({ lab, upTo: lab.steps.at(-1)?.id ?? null });
  return openHosts({
    lab,
    targets: new Map(),
    engine,
    savable: true,
    signal,
    findState: async (machines) => (await checkpoints.find(machines)).folder,
    onProgress: () => undefined,
  });
}

function say(text: string): void {
  process.stderr.write(`lab: ${text}\n`);
}

function sayBroken(error: unknown): null {
  if (!(error instanceof HostBroken)) throw error;
  say(error.message);
  return null;
}
