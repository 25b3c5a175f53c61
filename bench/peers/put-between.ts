const open = '<!-- bench:peers -->';
const close = '<!-- /bench:peers -->';

/** A text with what stands between its two marks replaced. Throws where it has not just one of each, in that order. */
export function putBetween({ text, table }: { readonly text: string; readonly table: string }): string {
  const [before, inside, ...more] = text.split(open);
  const [, after, ...others] = inside?.split(close) ?? [];
  if (before === undefined || after === undefined || more.length > 0 || others.length > 0)
    throw new Error(`Cannot find where the table belongs: expected one ${open} and one ${close} behind it`);
  return `${before}${open}\n\n${table}\n\n${close}${after}`;
}
