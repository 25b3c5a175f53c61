/** A run with all that its events told, for whoever shows it when it is over. */
export { createRecorder, type Recorder } from './recorder.ts';
export type {
  Activity,
  Ending,
  RecordedBlock,
  RecordedCheck,
  RecordedItem,
  RecordedStep,
  Recording,
  Span,
} from './recording.ts';
