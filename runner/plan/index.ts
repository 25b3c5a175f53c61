export { planLab } from './plan.ts';
export type { Action, CheckAction, Plan, PlannedStep, RunAction, WriteAction } from './plan.ts';
export { findStep, rangeOf, UnknownStep } from './range.ts';
export { describeNetworks, renderPlan } from './render.ts';
