import type { Ending } from '../recording/index.ts';
import { contents } from './contents.ts';
import { ending, tally } from './ending.ts';
import { limitTexts } from './limit-texts.ts';
import { type Markup, markup, sourceOf, styleElement } from './markup.ts';
import type { NumberedRun } from './page.ts';
import { renderRun } from './run.ts';
import { style } from './style.ts';

/** Nothing is loaded and nothing runs, whatever may stand in the page: Content Security Policy Level 3. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** The page as one HTML document. */
export function renderDocument({
  runs,
  leftOut,
  wanted,
}: {
  runs: readonly NumberedRun[];
  /** How those ended that are not shown. */
  leftOut: readonly Ending[];
  wanted: number;
}): string {
  const shown = limitTexts(runs);
  const [only] = shown;
  const isOne = wanted === 1 && only !== undefined;
  const title = isOne
    ? `${ending(only.recording.verdict)}: ${only.recording.title}`
    : `lab: ${tally([...runs.map(({ recording }) => recording.verdict), ...leftOut])}`;
  const main = isOne
    ? renderRun(only, { level: 1 })
    : markup`${contents({ runs: shown, leftOut, wanted })}${shown.map((run) => renderRun(run, { level: 2 }))}`;
  return sourceOf(frame({ title, main }));
}

function frame({ title, main }: { title: string; main: Markup }): Markup {
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
${styleElement(style)}
</head>
<body>
<main>
${main}
</main>
<footer>Written by <code>lab run --html</code>.</footer>
</body>
</html>
`;
}
