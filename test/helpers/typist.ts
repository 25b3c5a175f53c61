import type { Host, Terminal, TerminalOptions } from '../../runner/hosts/host.ts';

/** Somebody at a terminal: types, and watches for what is shown. */
export interface Typist {
  readonly terminal: Terminal;
  type(keys: string | Buffer): void;
  /** Resolves, with all that was shown up to its end, once this is shown; rejects, with what was shown instead. */
  see(text: string | RegExp, options?: { readonly patienceMs?: number }): Promise<string>;
  /** Everything shown to the end, once the shell has ended. */
  rest(): Promise<string>;
}

const usualPatienceMs = 20_000;

/** Sits down at a terminal of a host, with a prompt that no command line holds: `ready> `. */
export async function sitDown(host: Host, options: Partial<TerminalOptions> = {}): Promise<Typist> {
  const typist = watch(
    await host.openTerminal({ container: null, rows: 24, columns: 80, term: 'xterm-256color', ...options }),
  );
  await prepare(typist);
  return typist;
}

/** Gives the shell that a typist sits at the prompt `ready> `, and no bracketed paste. */
export async function prepare(typist: Typist): Promise<void> {
  await typist.see(/[#$] /);
  typist.type("bind 'set enable-bracketed-paste off'; PS1='rea''dy> '\n");
  await typist.see('ready> ');
}

function watch(terminal: Terminal): Typist {
  const decoder = new TextDecoder();
  let shown = '';
  let look = (): void => undefined;
  terminal.output.on('data', (chunk: Buffer) => {
    shown += decoder.decode(chunk, { stream: true });
    look();
  });
  const find = (text: string | RegExp): number => {
    if (typeof text === 'string') {
      const at = shown.indexOf(text);
      return at === -1 ? -1 : at + text.length;
    }
    const found = text.exec(shown);
    return found ? found.index + found[0].length : -1;
  };
  return {
    terminal,
    type: (keys) => {
      terminal.input.write(keys);
    },
    see: (text, { patienceMs = usualPatienceMs } = {}) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          reject(new Error(`Waited for ${String(text)}; was shown ${JSON.stringify(shown.slice(-2000))}`));
        }, patienceMs);
        look = () => {
          const end = find(text);
          if (end === -1) return;
          clearTimeout(timer);
          look = () => undefined;
          const seen = shown.slice(0, end);
          shown = shown.slice(end);
          resolve(seen);
        };
        look();
      }),
    rest: async () => {
      await terminal.exit;
      return shown;
    },
  };
}
