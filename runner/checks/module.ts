import type * as z from 'zod';
import { keys, text } from './fields.ts';
import { look } from './look.ts';
import type { CheckType, Observation } from './types.ts';

const schema = keys({ module: text('the name of a kernel module such as `ip_vs`', /^[\w-]+$/u) });
type Spec = z.infer<typeof schema>;

/** A kernel module is loaded or built in. Containers share the host's kernel: it is asked on the host always. */
export const module: CheckType<Spec> = {
  type: 'module',
  hostKey: 'on',
  sequential: false,
  schema,
  subject: (spec) => spec.module,
  expected: (spec) => `kernel module ${spec.module} is loaded or built in`,
  async ask(spec, context) {
    const { stdout } = await look(context, { code: code(spec), view: 'host' });
    return judgeModule(spec, stdout);
  },
};

// The kernel spells modules with `_`, files of modules and people also with `-`.
const kernelName = (module: string) => module.replaceAll('-', '_');

const code = ({ module }: Spec) => `
my ($state) = (read_file('/proc/modules') // '') =~ /^${kernelName(module)} (?:\\S+ ){3}(\\S+)/m;
return (0, "loaded $state") if defined $state;
my $builtin = '/lib/modules/' . (POSIX::uname())[2] . '/modules.builtin';
return (0, join "\\n", (-d '/sys/module/${kernelName(module)}' ? 'known' : ()),
  ((read_file($builtin) // '') =~ m{/${kernelName(module).replaceAll('_', '[_-]')}\\.ko$}m ? 'builtin' : ()));`;

/**
 * Lines `loaded STATE` from /proc/modules (proc_modules(5)), `builtin` from modules.builtin, `known` from /sys/module,
 * which also lists a built-in module that has parameters, where the other two are not to be had.
 */
export function judgeModule({ module }: Spec, facts: string): Observation {
  const state = /^loaded (\S+)/mu.exec(facts)?.[1];
  if (state === 'Live') return { holds: true, observed: `${module} is loaded` };
  if (state !== undefined) return { holds: false, observed: `${module} is ${state.toLowerCase()}` };
  if (/^builtin|^known/mu.test(facts)) return { holds: true, observed: `${module} is built in` };
  return { holds: false, observed: `${module} is neither loaded nor built in` };
}
