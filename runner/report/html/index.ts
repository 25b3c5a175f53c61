/** Runs, or an audit, as one page that needs nothing but itself, for people who were not there. */
export { renderAudit } from './audit.ts';
export { createPage, type Page } from './page.ts';
export type { PageRun } from './page-run.ts';
