import { MissingRequirements } from '../missing-requirements.ts';
import { syntaxScript } from './syntax-script.ts';

/** What bash says of a text. */
export interface Judgement {
  /** False where bash parses it neither with `extglob` nor without. */
  readonly parses: boolean;
  /** Bash's messages, without `extglob`; a here-document that is never closed parses and has one too. */
  readonly messages: readonly { readonly line: number; readonly message: string }[];
}

/** Bash parses megabytes in this time; what takes longer it will not parse. */
const timeoutMs = 20_000;

/** What no bash parses, on its line 1: tells how bash counts the lines here, and that it judges at all. */
const canary = ')';

const messagePattern = /^.*?: line (\d+): (.*)$/;

const readMessages = (record: string, firstLine: number): Judgement['messages'] =>
  record.split('\n').flatMap((text) => {
    const match = messagePattern.exec(text);
    return match === null ? [] : [{ line: Number(match[1]) - firstLine + 1, message: match[2] ?? '' }];
  });

const runBash = async (texts: readonly string[]): Promise<string[]> => {
  const { execa } = await import('execa');
  const { stdout, code } = await execa('bash', ['--norc', '--noprofile', '-c', syntaxScript], {
    input: texts.map((text) => `${text}\0`).join(''),
    // Nothing of the caller's may reach this bash: BASH_ENV and exported functions would be run.
    env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' },
    extendEnv: false,
    cwd: '/',
    reject: false,
    timeout: timeoutMs,
    maxBuffer: 64 * 1024 * 1024,
    stripFinalNewline: false,
  });
  if (code === 'ENOENT') return [];
  return stdout.split('\0').slice(0, -1);
};

const statusOf = (record: string | undefined): number =>
  Number(record?.slice(record.lastIndexOf('\n') + 1) ?? NaN);

/**
 * Lets bash parse texts, in one process, running none of them. Where bash itself dies of a text (it recurses), that
 * text does not parse. Rejects with `MissingRequirements` where there is no bash, or none that judges.
 */
export const judgeSyntax = async (texts: readonly string[]): Promise<Judgement[]> => {
  const judged: Judgement[] = [];
  while (judged.length < texts.length) {
    const [first = '', , ...records] = await runBash([canary, ...texts.slice(judged.length)]);
    const [line] = readMessages(first, 1);
    if (line === undefined) {
      throw new MissingRequirements(
        'Cannot check the syntax of shell blocks: no bash 4.4 or later is on the PATH\nInstall it: apt-get install bash',
      );
    }
    for (let index = 0; index + 1 < records.length; index += 2) {
      const parses = statusOf(records[index]) === 0 || statusOf(records[index + 1]) === 0;
      judged.push({ parses, messages: readMessages(records[index] ?? '', line.line) });
    }
    if (judged.length < texts.length)
      judged.push({
        parses: false,
        messages: [{ line: 1, message: 'bash gives up: it is nested too deeply' }],
      });
  }
  return judged;
};
