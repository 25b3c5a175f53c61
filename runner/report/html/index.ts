/** Runs as one page that needs nothing but itself, for people who were not there. */
export { createPage, type Page, type PageRun } from './page.ts';
