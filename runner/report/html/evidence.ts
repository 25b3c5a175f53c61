import { type Markup, markup, preformatted } from './markup.ts';
import type { EvidenceText } from './page-run.ts';

/** The text files that were gathered when something failed, each in one line that opens. */
export function evidence({ folder, files }: { folder: string; files: readonly EvidenceText[] }): Markup {
  return markup`<p class="quiet">At the moment of the failure, from <code>${folder}</code></p>
${files.map(
  ({ name, text }) => markup`<details class="file"><summary><code>${name}</code></summary>
${preformatted(text, markup` class="output"`)}</details>
`,
)}`;
}
