import type { Place } from '../document/place.ts';
import { japanese } from './japanese.ts';
import { type Manuscript, placeIn } from './manuscript.ts';
import { code, hidden, type Prose, proseIn } from './prose.ts';
import type { Remark, Rule } from './rule.ts';

type Kind = 'ja' | 'code' | 'digits' | 'letters';

interface Word {
  readonly kind: Kind | 'blank' | 'other';
  readonly text: string;
  readonly index: number;
}

/** One place where Japanese meets something else. */
interface Border {
  readonly with: Exclude<Kind, 'ja'>;
  readonly isSpaced: boolean;
  readonly at: Place;
  readonly left: string;
  readonly right: string;
}

const names = { code: 'code', digits: 'digits', letters: 'Latin letters' };

/** A word of letters may have digits and inner punctuation (`host1`, `lxc-start`): its digits are no number. */
const words = new RegExp(
  String.raw`(?<ja>[${japanese}]+)|(?<code>${code}+)|(?<latin>[\p{Script=Latin}\d]+(?:[-._:/+~][\p{Script=Latin}\d]+)*)|(?<blank>[ \t]+)|(?<other>[^])`,
  'gu',
);

const kindOf = ({ ja, code, latin, blank }: Readonly<Record<string, string | undefined>>): Word['kind'] => {
  if (latin !== undefined) return /\p{Script=Latin}/u.test(latin) ? 'letters' : 'digits';
  return ja !== undefined ? 'ja' : code !== undefined ? 'code' : blank !== undefined ? 'blank' : 'other';
};

/** Marks are left out, so that words which a reader sees side by side are neighbours. */
function* wordsIn({ letters }: Prose): Generator<Word> {
  const offsets: number[] = [];
  for (let index = 0; index < letters.length; index++) if (letters[index] !== hidden) offsets.push(index);
  for (const { 0: text, index, groups = {} } of letters.replaceAll(hidden, '').matchAll(words))
    yield { kind: kindOf(groups), text, index: offsets[index] ?? 0 };
}

function* bordersIn(manuscript: Manuscript): Generator<Border> {
  for (const prose of proseIn(manuscript)) {
    let [left, blank]: [Word | null, Word | null] = [null, null];
    for (const word of wordsIn(prose)) {
      if (word.kind === 'blank') {
        blank = word;
        continue;
      }
      const kinds = [left?.kind, word.kind];
      const other = kinds.find((kind) => kind === 'code' || kind === 'digits' || kind === 'letters');
      if (left !== null && other !== undefined && kinds.includes('ja')) {
        const at = placeIn(manuscript, prose.node, prose.start + (blank ?? word).index);
        yield { with: other, isSpaced: blank !== null, at, left: left.text, right: word.text };
      }
      [left, blank] = [word.kind === 'other' ? null : word, null];
    }
  }
}

/** As much of a word as stands near the border. */
const shown = (text: string, first: number, end?: number): string =>
  text.startsWith(code) ? 'code' : `\`${Array.from(text).slice(first, end).join('')}\``;

/** What most places have; where they are as many, the first one's way. */
function* minorityOf(borders: readonly Border[]): Generator<Remark> {
  const spaced = borders.filter(({ isSpaced }) => isSpaced).length;
  const isHalf = spaced * 2 === borders.length;
  const wantsBlank = isHalf ? borders[0]?.isSpaced === true : spaced * 2 > borders.length;
  const usual = wantsBlank ? spaced : borders.length - spaced;
  for (const border of borders) {
    if (border.isSpaced === wantsBlank) continue;
    const between = `between ${shown(border.left, -10)} and ${shown(border.right, 0, 10)}`;
    const message = `Expected ${wantsBlank ? 'a' : 'no'} blank ${between}.\nThis document has it so in ${usual} of ${borders.length} places where Japanese meets ${names[border.with]}.`;
    yield { at: border.at, message };
  }
}

export const jaSpacing: Rule = {
  summary:
    'In Japanese, a blank beside Latin letters, digits or code where most places of the document have none, or the other way round.',
  *find(manuscript) {
    if (manuscript.language !== 'ja') return;
    const borders = [...bordersIn(manuscript)];
    for (const kind of ['code', 'digits', 'letters'] as const)
      yield* minorityOf(borders.filter((border) => border.with === kind));
  },
};
