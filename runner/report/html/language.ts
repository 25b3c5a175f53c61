import { labLanguage } from '../../document/lab-name.ts';
import { type Markup, markup } from './markup.ts';

/** The `lang` attribute of what a document says: readers' voices and the shapes of Han characters depend on it. */
export function languageOf({ document }: { document: string }): Markup {
  const language = labLanguage(document);
  return language === null ? markup`` : markup` lang="${language}"`;
}
