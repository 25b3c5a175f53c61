import type { Host, Shell } from '../runner/hosts/host.ts';

/** A bash on a host that runs pieces of script one after the other. */
export interface PlainShell {
  readonly ended: boolean;
  /** Resolves once the piece is done; rejects, with the end of what it printed, when its bash ended instead. */
  run(text: string): Promise<void>;
  end(): void;
}

const kept = 2000;

export async function openPlainShell(host: Host, container: string | null): Promise<PlainShell> {
  const shell: Shell = await host.openShell({ container });
  let [said, count, ended] = ['', 0, false];
  let settle: () => void = () => undefined;
  shell.errors.resume();
  shell.output.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-kept);
    if (said.includes(`\nDONE ${count}\n`)) settle();
  });
  const exit = shell.exit.then((status) => {
    ended = true;
    return status;
  });
  return {
    get ended() {
      return ended;
    },
    run: async (text) => {
      count++;
      const done = new Promise<null>((resolve) => {
        settle = () => {
          resolve(null);
        };
      });
      // The script comes on standard input: its commands must not read from there.
      shell.input.write(`{\n${text}\n} < /dev/null 2>&1\nprintf '\\nDONE ${count}\\n'\n`);
      const status = await Promise.race([done, exit]);
      if (status !== null)
        throw new Error(`The script on ${host.name} ended with ${status}:\n${text}\n---\n${said}`);
    },
    end: () => {
      shell.input.end();
    },
  };
}
