/** What reporters say, in words, before it is known how wide or colourful it may be. */
export { describeAuditLine, summarizeAudit } from './audit.ts';
export { describeFailedBlock } from './failed-block.ts';
export { describeFailedCheck } from './failed-check.ts';
export { describeBroken } from './broken.ts';
export { plainMarkdown } from './plain-markdown.ts';
export { describeRepetitions } from './repetitions.ts';
export { describeProblems } from './problems.ts';
export { engine, summarize } from './summary.ts';
export { verdictMark, verdictSpan } from './verdict-span.ts';
export { indent, quoted, textLine } from './indent.ts';
export { renderLine, plainLine, type Line, type Span, type Style } from './line.ts';
export { showPlace, type EventOf } from './place.ts';
export { showDuration, showElapsed } from './duration.ts';
export { count } from './count.ts';
export { describeDrift, describeUpdated } from './update.ts';
export { describeWaiting } from './waiting.ts';
export { displayWidth } from './width.ts';
