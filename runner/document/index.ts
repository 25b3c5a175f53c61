export { DocumentError } from './document-error.ts';
export { findLab, listLabs } from './find.ts';
export { hasErrors } from './gather.ts';
export { lintLabs } from './lint.ts';
export type { ParsedLab } from './parse.ts';
export { parseLab } from './parse-lab.ts';
export { readLab, readLabs, type ReadLab } from './read.ts';
export { checkSyntax } from './syntax.ts';
