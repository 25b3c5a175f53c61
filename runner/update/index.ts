/** Output blocks made true: what each is to say, and the document that says so. */
export { type Original, readOriginals } from './original.ts';
export { type Printed, recordPrinted } from './printed.ts';
export { rewriteDocument, type Rewritten } from './rewrite.ts';
export { uncompared, updateLab } from './update-lab.ts';
export { writeDocuments } from './write.ts';
