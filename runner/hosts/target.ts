/** What a host of a lab is put on. */
export type Target = { readonly kind: 'vm' } | { readonly kind: 'local' } | SshTarget;

export interface SshTarget {
  readonly kind: 'ssh';
  /** As OpenSSH understands it: `host`, `user@host`, `ssh://user@host:port`, or a name of `~/.ssh/config`. */
  readonly destination: string;
  /** Options of ssh_config(5), handed on as `-o NAME=VALUE`. */
  readonly options: Readonly<Record<string, string>>;
  /** Multiplies every time of a document; 1 unless an inventory knows the machine to be slow. */
  readonly slowness: number;
}

/** What a target may look like, for messages. */
export const targetForms = '`vm`, `local` or `ssh:DESTINATION`';

const named: Readonly<Record<string, Target>> = { local: { kind: 'local' }, vm: { kind: 'vm' } };

/** Reads `vm`, `local` or `ssh:DESTINATION`; null where it is none of them. */
export function parseTarget(text: string): Target | null {
  if (Object.hasOwn(named, text)) return named[text] ?? null;
  // OpenSSH has URLs too: `ssh://root@192.0.2.11:2222` is both, a target and its destination.
  const destination = text.startsWith('ssh://') ? text : /^ssh:(.+)$/s.exec(text)?.[1];
  // What begins with a hyphen OpenSSH refuses as a host name; a blank or a control character is no part of one.
  if (destination === undefined || /^-|[\s\p{Cc}]/u.test(destination)) return null;
  return { kind: 'ssh', destination, options: {}, slowness: 1 };
}

/** A target as `--host` takes it; what is named nowhere is a virtual machine. */
export function describeTarget(target: Target = { kind: 'vm' }): string {
  if (target.kind !== 'ssh') return target.kind;
  return target.destination.startsWith('ssh://') ? target.destination : `ssh:${target.destination}`;
}

/** Real machines are changed for good: they are never chosen unasked. */
export function isReal(target: Target | undefined): target is Exclude<Target, { kind: 'vm' }> {
  return target !== undefined && target.kind !== 'vm';
}
