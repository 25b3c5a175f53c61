/** What blocks print: compared with what a document says, and made fit to be shown. */
export { compareOutput, type OutputComparison } from './compare.ts';
export { outputRegex } from './regex.ts';
export { cleanText } from './clean.ts';
export { showHarmful } from './invisible.ts';
export { lastLines } from './last-lines.ts';
export { shorten } from './shorten.ts';
