/** One label of a hostname (RFC 1123): what hosts, containers and segments are called. */
export const isHostname = (text: string): boolean => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i.test(text);

/** What blocks, checks and steps are called: safe in a file name and on a command line. */
export const isId = (text: string): boolean => /^[\p{L}\p{N}_][\p{L}\p{M}\p{N}._-]{0,99}$/u.test(text);

/** As GitHub makes anchors of headings: lower case, blanks to hyphens, punctuation away. */
export const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s+/g, '-')
    .replace(/^[^\p{L}\p{N}_]+/u, '')
    .slice(0, 100);
