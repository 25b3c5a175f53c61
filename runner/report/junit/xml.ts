import { showHarmful } from '../../execute/output/index.ts';

/** Not a character of XML 1.0 (section 2.2); controls and halves of pairs have pictures already. */
const illegal = /[\ufffe\uffff]/g;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
};

/** An element; attributes that are null are left out. Children are XML, each on lines of its own. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number | null>>,
  children: readonly string[] = [],
): string {
  const start = Object.entries(attributes)
    .flatMap(([key, value]) => (value === null ? [] : [` ${key}="${attributeValue(String(value))}"`]))
    .join('');
  if (children.length === 0) return `<${name}${start}/>`;
  return `<${name}${start}>\n${children.join('\n')}\n</${name}>`;
}

/** An element with text, which may come from anywhere. */
export function textElement(
  name: string,
  attributes: Readonly<Record<string, string | number | null>>,
  text: string,
): string {
  const empty = element(name, attributes);
  return text === '' ? empty : `${empty.slice(0, -2)}>${elementText(text)}</${name}>`;
}

/** A parser makes blanks of tabs and newlines in attributes (section 3.3.3), so those are named there. */
function attributeValue(text: string): string {
  return legal(text).replace(/[&<>"\t\n]/g, (character) => entities[character] ?? '');
}

/** `>` too, for `]]>` may not stand in text (section 2.4). */
function elementText(text: string): string {
  return legal(text).replace(/[&<>]/g, (character) => entities[character] ?? '');
}

function legal(text: string): string {
  return showHarmful(text).replace(illegal, '\ufffd');
}
