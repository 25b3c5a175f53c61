import { altText } from './alt-text.ts';
import { deadFragment } from './dead-fragment.ts';
import { deadLink } from './dead-link.ts';
import { emphasis } from './emphasis.ts';
import { hostUnnamed } from './host-unnamed.ts';
import { jaSpacing } from './ja-spacing.ts';
import { jaWidth } from './ja-width.ts';
import { prompt } from './prompt.ts';
import type { Rule } from './rule.ts';

/** What is asked of a document besides its format; sorted by name. */
export const proseRules: Readonly<Record<string, Rule>> = {
  'alt-text': altText,
  'dead-fragment': deadFragment,
  'dead-link': deadLink,
  emphasis,
  'host-unnamed': hostUnnamed,
  'ja-spacing': jaSpacing,
  'ja-width': jaWidth,
  prompt,
};
