/** One word of an info string. Offsets count from the beginning of the string that was read. */
export interface Attribute {
  readonly name: string;
  /** Null for a bare word. */
  readonly value: string | null;
  readonly offset: number;
  /** Of the value, inside its quotes; of the word where there is none. */
  readonly valueOffset: number;
}

export interface InfoProblem {
  readonly offset: number;
  readonly message: string;
}

const wordPattern = /([^\s="']+)(?:(=)(?:"((?:[^"\\]|\\.)*)"|([^\s"']*)))?(?=\s|$)/y;

const explain = (rest: string): string => {
  const word = /^\S*/.exec(rest)?.[0] ?? '';
  const shown = word.length > 40 ? `${word.slice(0, 40)}…` : word;
  if (/^[^\s="']+="/.test(rest)) {
    return /^[^\s="']+="(?:[^"\\]|\\.)*"/.test(rest)
      ? `Expected a blank after the closing quote of \`${shown}\`.`
      : `The quote in \`${shown}\` is never closed.\nClose it with \`"\` on the same line.`;
  }
  if (word.includes("'")) return `Expected double quotes, not \`${shown}\`.\nWrite \`key="a b"\`.`;
  return `Expected \`key=value\`, \`key="a b"\` or a word, not \`${shown}\`.`;
};

/**
 * Reads `key=value`, `key="a b"` and bare words. In quotes `\"` and `\\` stand for `"` and `\`; every other
 * backslash is itself.
 */
export const parseInfo = (info: string): { attributes: Attribute[]; problems: InfoProblem[] } => {
  const attributes: Attribute[] = [];
  const problems: InfoProblem[] = [];
  let offset = 0;
  while (offset < info.length) {
    if (/\s/.test(info.charAt(offset))) {
      offset++;
      continue;
    }
    wordPattern.lastIndex = offset;
    const match = wordPattern.exec(info);
    if (match === null) {
      problems.push({ offset, message: explain(info.slice(offset)) });
      const blank = info.slice(offset).search(/\s/);
      // An open quote swallows the rest: reading on would only report its words.
      if (blank === -1 || /^[^\s="']+="/.test(info.slice(offset))) break;
      offset += blank;
      continue;
    }
    const [word, name = '', equals, quoted, bare] = match;
    const value = equals === undefined ? null : (quoted?.replace(/\\(["\\])/g, '$1') ?? bare ?? '');
    const valueOffset = equals === undefined ? offset : offset + name.length + (quoted === undefined ? 1 : 2);
    attributes.push({ name, value, offset, valueOffset });
    offset += word.length;
  }
  return { attributes, problems };
};
