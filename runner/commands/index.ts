import { suggest } from '../document/nearest.ts';
import type { Command } from './command.ts';
import { endWithReader } from './end-with-reader.ts';
import { explainError } from './explain-error.ts';
import { commandHelp, overview } from './help.ts';
import { parseCall } from './parse-call.ts';
import { UsageError } from './usage-error.ts';

/** Every command, in the order of the help. Each is loaded when it is called: the others cost no start-up. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  run: async () => (await import('./run.ts')).run,
  verify: async () => (await import('./verify.ts')).verify,
  hint: async () => (await import('./hint.ts')).hint,
  solve: async () => (await import('./solve.ts')).solve,
  lint: async () => (await import('./lint.ts')).lint,
  plan: async () => (await import('./plan.ts')).plan,
  list: async () => (await import('./list.ts')).list,
  up: async () => (await import('./up.ts')).up,
  shell: async () => (await import('./shell.ts')).shell,
  status: async () => (await import('./status.ts')).status,
  reset: async () => (await import('./reset.ts')).reset,
  dev: async () => (await import('./dev.ts')).dev,
  audit: async () => (await import('./audit.ts')).audit,
  down: async () => (await import('./down.ts')).down,
  clean: async () => (await import('./clean.ts')).clean,
  doctor: async () => (await import('./doctor.ts')).doctor,
};

/** Calls a command by name; resolves with the exit status. Every error ends here, as text on standard error. */
export async function callCommand({
  name,
  argv,
}: {
  name: string | undefined;
  argv: readonly string[];
}): Promise<number> {
  endWithReader();
  try {
    if (name === undefined || ['help', '--help', '-h'].includes(name)) return await help(argv[0]);
    const load = commands[name];
    if (!load || !Object.hasOwn(commands, name)) {
      throw new UsageError(`Unknown command ${name}\n${suggest(name, Object.keys(commands))}`);
    }
    const command = await load();
    if (argv.includes('--help') || argv.includes('-h')) return await help(name);
    return await command.run(parseCall(command, argv));
  } catch (error) {
    const known = name !== undefined && Object.hasOwn(commands, name) ? name : undefined;
    const { text, status } = await explainError(error, known);
    process.stderr.write(text);
    return status;
  }
}

async function help(name: string | undefined): Promise<number> {
  const load = name === undefined ? undefined : commands[name];
  if (load) {
    process.stdout.write(commandHelp(await load()));
  } else {
    const all = await Promise.all(Object.values(commands).map((loadOne) => loadOne()));
    process.stdout.write(overview(all));
  }
  return 0;
}
