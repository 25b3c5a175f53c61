import type { CandidateKind, Call, Command } from '../commands/command.ts';
import { findLab, listLabs } from '../document/find.ts';
import type { Lab } from '../document/lab.ts';
import { showHarmful } from '../execute/output/invisible.ts';
import type { UpLab } from '../hosts/up/index.ts';

/** What a script can't find out by itself. */
export type AskedKind = Exclude<CandidateKind, 'file'>;

/** Something that a word could become. */
export interface Candidate {
  readonly value: string;
  /** One line; may be empty. */
  readonly what: string;
}

/** A call that is being typed. */
export interface Typed extends Call {
  readonly command: Command;
}

interface Asked {
  /** The word that is being typed. */
  readonly current: string;
  /** Loads the command: what needs not know the call answers without. */
  readonly load: () => Promise<Typed>;
}

/**
 * What a word of this kind can become, whether or not it begins like the current one. May reject: with a document that
 * isn't there, or a call that makes no sense.
 */
export async function findCandidates({ kind, ...asked }: Asked & { kind: AskedKind }): Promise<Candidate[]> {
  const found = Object.hasOwn(finders, kind) ? await finders[kind](asked) : [];
  // Such a name of a file could not be typed, and would be taken for two.
  const typable = found.filter(({ value }) => !/\p{Cc}/u.test(value));
  return typable.map(({ value, what }) => ({
    value,
    what: showHarmful(what).replaceAll(/\s+/g, ' ').trim(),
  }));
}

const finders: Readonly<Record<AskedKind, (asked: Asked) => Promise<Candidate[]>>> = {
  host: async ({ load }) => {
    const { values } = await load();
    const named = [values['host'] ?? []].flat().map((target) => String(target).split('=')[0] ?? '');
    const up = named.length > 0 ? [] : await upLabs(values['lab']);
    return [...named.map(bare), ...up.flatMap(({ lab, hosts }) => hosts.map(({ name }) => what(name, lab)))];
  },
  lab: () => {
    const names = listLabs({ cwd: process.cwd() }).map((path) => path.replace(/^.*\/|\.md$/g, ''));
    return Promise.resolve(names.map(bare));
  },
  step: async ({ load }) => {
    const labs = await labsOf(await load());
    return labs.flatMap(({ steps }) => steps.map(({ id, title }) => what(id, title)));
  },
  target: async ({ current, load }) => {
    const [, host] = /^(?:--host=)?([^=]+)=/.exec(current) ?? [];
    if (host !== undefined) return targets.map(([target, said]) => what(`${host}=${target}`, said));
    const labs = await labsOf(await load());
    return labs.flatMap(({ hosts }) => hosts.map(({ name }) => bare(`${name}=`)));
  },
  'up-lab': async () => (await upLabs(undefined)).map(({ lab, title }) => what(lab, title)),
};

const targets = [
  ['vm', 'a virtual machine'],
  ['local', 'this machine itself'],
  ['ssh:', 'a machine over SSH'],
] as const;

/** The labs that a call is about: those it names, else those that are up. */
async function labsOf({ command, positionals, values }: Typed): Promise<Lab[]> {
  const isNamed = /\bLAB\b/.test(command.usage) && positionals.length > 0;
  const paths = isNamed
    ? positionals.map((name) => findLab({ name, cwd: process.cwd() }))
    : (await upLabs(values['lab'])).map(({ document }) => document);
  const { readLabAlone } = await import('../document/read.ts');
  return paths.flatMap((path) => readLabAlone({ path }).lab ?? []);
}

async function upLabs(name: Call['values'][string]): Promise<UpLab[]> {
  const { listUp } = await import('../hosts/up/index.ts');
  return (await listUp()).filter(({ lab }) => typeof name !== 'string' || name === lab);
}

const bare = (value: string): Candidate => ({ value, what: '' });
const what = (value: string, said: string): Candidate => ({ value, what: said });
