import { forEachChild, parse, type SyntaxNode } from 'unbash';

/** A prompt in a text, and where it begins. */
export interface Prompt {
  readonly offset: number;
  readonly prompt: string;
}

/** `$`, `%`; `root@host1:~#`, `[root@host1 ~]#`; `host1$`, `host1#`. */
const prompts = /^(?:[$%]|\[?[\w.-]+@[\w.-]+[^\n#$%]{0,100}[#$%]|[\w.-]+[#$])(?=[ \t]|$)/;

/** What comments begin with too. */
const hash = /^[ \t]*(#)[ \t]+(\S+)(.*)$/gm;

/** The nodes of a script in which a `#` begins no comment: commands, words, here-documents. */
const nodesOf = (text: string): SyntaxNode[] => {
  const found: SyntaxNode[] = [];
  const visit = (node: SyntaxNode): void => {
    if (['Command', 'HereDocBody', 'Word'].includes(node.type)) found.push(node);
    forEachChild(node, visit);
  };
  try {
    visit(parse(text));
  } catch (error) {
    // What is nested so deeply that the stack is used up was copied from no terminal.
    if (!(error instanceof RangeError)) throw error;
  }
  return found;
};

/** `apt-get`, `/bin/ls`, `./run`; a sentence begins in upper case, or with what is no ASCII. */
const isCommand = (word: string): boolean => /^(?:[a-z][a-z0-9_.+-]*|\.{0,2}\/[\x21-\x7e]+)$/.test(word);

/** What commands have and sentences rarely: options, paths, pipes, variables, a name such as `apt-get` in front. */
const signs = /\s-{1,2}\w|[/|>&;$=~*]|^[ \t]*#[ \t]+[a-z]+-[a-z]/;

/** `NAME  STATE`, `5.0.2`, `Setting up …`; what is lower case may be a command as well. */
const isOutput = (line: string): boolean => /^(?:[A-Z][\w-]*|\d[\w.:]*)(?:[\s:,]|$)/.test(line);

/** The first `#` that is rather a prompt: a command stands behind it, and output below or nothing else in the block. */
const findHash = (text: string, nodes: readonly SyntaxNode[]): Prompt | null => {
  const isTaken = new Uint8Array(text.length);
  for (const { pos, end } of nodes) isTaken.fill(1, pos, end);
  const comments = [...text.matchAll(hash)].filter(({ index }) => isTaken[index] === 0);
  const [first] = comments;
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const like = comments.filter(({ 2: word = '', 3: rest = '' }) => isCommand(word) && !/[.:。]$/.test(rest));
  const isAll = like.length === lines.length && like.some(({ 0: line }) => signs.test(line));
  const found = isAll
    ? first
    : like.find(({ 0: line, index }) => isOutput(text.slice(index + line.length).trimStart()));
  return found === undefined ? null : { offset: found.index + found[0].indexOf('#'), prompt: '#' };
};

/** From an offset to the end of its line; null where something stands before it there. */
const lineFrom = (text: string, offset: number): string | null => {
  const [before, end] = [text.lastIndexOf('\n', offset - 1) + 1, text.indexOf('\n', offset)];
  return text.slice(before, offset).trim() === '' ? text.slice(offset, end === -1 ? undefined : end) : null;
};

/** The first prompt in a shell block, as copied terminal sessions have them; null where there is none. */
export const findPrompt = (text: string): Prompt | null => {
  const nodes = nodesOf(text);
  for (const { type, pos } of nodes) {
    const shown = type === 'Command' ? prompts.exec(lineFrom(text, pos) ?? '')?.[0] : undefined;
    if (shown !== undefined) return { offset: pos, prompt: shown };
  }
  return findHash(text, nodes);
};
