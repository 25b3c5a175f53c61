import { cleanText } from '../../execute/output/index.ts';

/** Markup of ours. Only this file makes it, so no text can pass for it. */
class Markup {
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }
}

export type { Markup };

/** What may stand in a template: text and numbers, which are escaped; markup; lists of these; nothing. */
export type Content = string | number | Markup | false | null | undefined | readonly Content[];

/**
 * A template of HTML or SVG. Every text in it may come from anywhere: control characters become pictures, as on a
 * terminal, and whatever could begin or end markup is a character reference. Good for elements' text and for attribute
 * values in double quotes; not for `style` and `script`.
 */
export function markup(strings: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  return new Markup(strings.map((string, index) => string + sourceOf(contents[index])).join(''));
}

/** A style sheet of ours as an element. */
export function styleElement(css: string): Markup {
  return new Markup(`<style>\n${css}</style>`);
}

export function sourceOf(content: Content): string {
  if (content === null || content === undefined || content === false) return '';
  if (content instanceof Markup) return content.source;
  if (typeof content === 'object') return content.map(sourceOf).join('');
  return cleanText(String(content)).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Text with its line breaks and blanks. The parser takes the first line break for none of the text. */
export function preformatted(text: string, attributes: Markup = markup``): Markup {
  return markup`<pre${attributes}>\n${text}</pre>`;
}
