import { type Markup, markup, sourceOf, styleElement } from './markup.ts';
import { style } from './style.ts';

/** Nothing is loaded and nothing runs, whatever may stand in the page: Content Security Policy Level 3. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** A whole HTML document that needs nothing but itself. `by` names the command that wrote it. */
export function frame({ title, main, by }: { title: string; main: Markup; by: string }): string {
  return sourceOf(markup`<!doctype html>
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
<footer>Written by <code>${by}</code>.</footer>
</body>
</html>
`);
}
