/** What is wrong with the regular expression of an `output regex` block; null where nothing is. */
export const patternFault = (source: string): string | null => {
  try {
    new RegExp(source, 'm');
    return null;
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^.*: /s, '') : String(error);
    return `Cannot read the regular expression: ${reason}.\nA literal sign such as \`(\` needs a backslash.`;
  }
};
