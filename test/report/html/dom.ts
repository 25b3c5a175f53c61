import { type DefaultTreeAdapterTypes, parse } from 'parse5';

type Node = DefaultTreeAdapterTypes.Node;
export type Element = DefaultTreeAdapterTypes.Element;

/** Every element that a browser makes of a page, in order. */
export function elementsOf(source: string): Element[] {
  return [...walk(parse(source))].filter((node): node is Element => 'tagName' in node);
}

/** All text inside an element, as a browser has it. */
export function textOf(element: Element): string {
  return [...walk(element)]
    .map((node) => (node.nodeName === '#text' && 'value' in node ? node.value : ''))
    .join('');
}

export function attributeOf(element: Element, name: string): string | undefined {
  return element.attrs.find((each) => each.name === name)?.value;
}

/** Elements of a class. */
export function ofClass(elements: readonly Element[], name: string): Element[] {
  return elements.filter((each) => (attributeOf(each, 'class') ?? '').split(' ').includes(name));
}

function* walk(node: Node): Generator<Node> {
  yield node;
  if ('childNodes' in node) for (const child of node.childNodes) yield* walk(child);
}
