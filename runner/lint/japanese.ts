/** Letters of Japanese, as a class of regular expressions with the flag `u`: no punctuation, which needs no blanks. */
export const japanese = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー`;
