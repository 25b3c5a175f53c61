export { type AuthorsLint, lintForAuthors } from './lint-for-authors.ts';
export { rules } from './rules.ts';
