/** Takes a line apart as a shell does for plain words, single and double quotes and backslashes; null where a quote stays open. */
export function splitWords(line: string): string[] | null {
  const words: string[] = [];
  const pattern = /\s+|(?:[^\s'"\\]|\\.|'[^']*'|"(?:[^"\\]|\\.)*")+/suy;
  while (pattern.lastIndex < line.length) {
    const [piece] = pattern.exec(line) ?? [];
    if (piece === undefined) return null;
    if (piece.trim() !== '') words.push(unquote(piece));
  }
  return words;
}

const unquote = (word: string) =>
  word.replace(
    /'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)/gsu,
    (_, single?: string, double?: string, escaped?: string) =>
      single ?? double?.replace(/\\([\\"$`])/gu, '$1') ?? escaped ?? '',
  );
