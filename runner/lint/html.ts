/** A tag in raw HTML. Offsets count from the beginning of the HTML. */
export interface Tag {
  /** In lower case. */
  readonly name: string;
  readonly offset: number;
  /** By names in lower case; empty where there is no value. */
  readonly attributes: ReadonlyMap<string, string>;
}

const tags = /<!--[^]*?(?:-->|$)|<([a-z][a-z0-9-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>/gi;
const attributes = /([^\s"'=<>/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;

/** The opening tags, those in comments left out. */
export function* tagsIn(html: string): Generator<Tag> {
  for (const { 1: name, 2: rest = '', index } of html.matchAll(tags)) {
    if (name === undefined) continue;
    const entries = [...rest.matchAll(attributes)].map(
      ([, key = '', double, single, bare]) => [key.toLowerCase(), double ?? single ?? bare ?? ''] as const,
    );
    yield { name: name.toLowerCase(), offset: index, attributes: new Map(entries) };
  }
}
