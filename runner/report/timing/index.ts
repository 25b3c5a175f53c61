/** Where the time of a run went. */
export { describeTiming } from './describe.ts';
export { sumUp, type Part } from './spent.ts';
