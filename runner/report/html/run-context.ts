import type { Recording } from '../recording/index.ts';
import type { Markup } from './markup.ts';

/** What the parts of a run's section share. */
export interface RunContext {
  readonly recording: Recording;
  /** `lang` attribute for what the document says. */
  readonly lang: Markup;
  /** Id of the run's section; those inside it begin with it. */
  readonly anchor: string;
}
