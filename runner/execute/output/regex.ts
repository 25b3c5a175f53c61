import { isNativeError } from 'node:util/types';
import { createContext, Script } from 'node:vm';

/** A regular expression of an `output regex` block, looked for anywhere; `^` and `$` mean lines. */
export function outputRegex(source: string): RegExp {
  return new RegExp(source, 'm');
}

/** Longest time that one search may take: a pattern such as `(a+)+$` would never come to an end. */
const limitMs = 5000;

/** A script of the vm module is the one thing in Node.js that can break off a search; it costs about 1 ms. */
const search = new Script('regex.test(text)');

/** Whether the text holds a match; `gave-up` where that took too long or too much of the stack. */
export function searchRegex(
  regex: RegExp,
  text: string,
  { timeoutMs = limitMs }: { timeoutMs?: number } = {},
): 'found' | 'absent' | 'gave-up' {
  try {
    return search.runInContext(createContext({ regex, text }), { timeout: timeoutMs }) === true
      ? 'found'
      : 'absent';
  } catch (error) {
    // Errors of a context are instances of that context's Error, not of ours.
    if (!isNativeError(error)) throw error;
    const timedOut = 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
    if (timedOut || error.name === 'RangeError') return 'gave-up';
    throw error;
  }
}
