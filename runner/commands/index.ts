import { setFlagsFromString } from 'node:v8';
import { suggest } from '../document/nearest.ts';
import type { Command } from './command.ts';
import { endWithReader } from './end-with-reader.ts';
import { explainError } from './explain-error.ts';
import { commandHelp } from './help.ts';
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
  completion: async () => (await import('./completion.ts')).completion,
  help: async () => (await import('./help-command.ts')).help,
};

/**
 * V8 optimizes code once it has run this much of it, here 15 times as much as by itself: most commands are over within a
 * second, and its compiler would take more of that than it saves (measured with two processors: 200 blocks in 350 ms
 * instead of 385, all of labs/ linted in 0.86 of the time with 0.68 of the work). Set only when a command has been
 * loaded, for a changed flag makes what comes then of Node.js's own modules compile anew, which takes 12 ms.
 */
const laterOptimization = '--interrupt-budget=1000000';

const helpOptions = ['--help', '-h'];

/** Calls a command by name; resolves with the exit status. Every error ends here, as text on standard error. */
export async function callCommand({
  name: typed = 'help',
  argv,
}: {
  name: string | undefined;
  argv: readonly string[];
}): Promise<number> {
  const name = helpOptions.includes(typed) ? 'help' : typed;
  endWithReader();
  try {
    // What completion scripts ask: no command of anybody's.
    if (name === '__complete') return await (await import('./answer-shell.ts')).answerShell(argv);
    const command = await loadCommand(name);
    setFlagsFromString(laterOptimization);
    if (argv.some((word) => helpOptions.includes(word))) process.stdout.write(commandHelp(command));
    else return await command.run(parseCall(command, argv));
    return 0;
  } catch (error) {
    const known = Object.hasOwn(commands, name) ? name : undefined;
    const { text, status } = await explainError(error, known);
    process.stderr.write(text);
    return status;
  }
}

/** Throws UsageError with the nearest command where there is none of this name. */
export async function loadCommand(name: string): Promise<Command> {
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load) return load();
  if (name.startsWith('-'))
    throw new UsageError(`Expected a command, not the option ${name}\nOptions stand behind the command.`);
  throw new UsageError(`Unknown command ${name}\n${suggest(name, Object.keys(commands))}`);
}

export async function loadCommands(): Promise<Command[]> {
  return Promise.all(Object.values(commands).map((load) => load()));
}
