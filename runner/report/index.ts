/** From events to the report, and to what people and programs read while a lab runs. */
export { createReportBuilder, type ReportBuilder } from './build.ts';
export { rejectDocument } from './reject.ts';
export { worstVerdict } from './verdict.ts';
export { createJunitReporter } from './junit/index.ts';
export {
  createReporter,
  reporterKinds,
  type Reporter,
  type ReporterKind,
  type ReportStream,
} from './reporter.ts';
