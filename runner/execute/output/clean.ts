import { showHarmful } from './invisible.ts';
import { overwrite } from './overwrite.ts';

/**
 * Output of a host made harmless for a terminal: no escape sequence and no control character but tab and newline is
 * left, each is shown by a picture instead. Carriage returns and backspaces have done their work, as on a terminal.
 * Cleaning twice is cleaning once.
 */
export function cleanText(text: string): string {
  return /[\r\b]/.test(text) ? showHarmful(text.split('\n').map(overwrite).join('\n')) : showHarmful(text);
}
