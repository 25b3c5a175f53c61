import { showHarmful } from '../../execute/output/index.ts';
import type { Case } from '../cases.ts';

/** What a test point says. */
export interface Point extends Pick<Case, 'label' | 'verdict' | 'summary' | 'details'> {
  readonly file: string;
  readonly line: number | null;
}

/** The lines of a test point: its result, and where it is `not ok` a YAML block that says why. */
export function renderPoint(number: number, point: Point): string[] {
  const { label, verdict } = point;
  const isOk = verdict !== 'failed' && verdict !== 'broken';
  const result = `${isOk ? 'ok' : 'not ok'} ${number} - ${escapeDescription(label)}${directives[verdict]}`;
  return isOk ? [result] : [result, ...diagnosis(point).map((line) => `  ${line}`)];
}

const directives: Readonly<Record<Case['verdict'], string>> = {
  blocked: ' # SKIP blocked: not judged, because of what came before it',
  broken: '',
  failed: '',
  passed: '',
  skipped: ' # SKIP not asked for, or over',
};

/** A `#` would begin a directive. */
function escapeDescription(text: string): string {
  return oneLine(text).replace(/[\\#]/g, '\\$&');
}

function diagnosis({ verdict, summary, details, file, line }: Point): string[] {
  return [
    '---',
    `message: ${quote(summary)}`,
    `severity: ${verdict === 'broken' ? 'error' : 'fail'}`,
    'at:',
    `  file: ${quote(file)}`,
    ...(line === null ? [] : [`  line: ${line}`]),
    ...literal('details', details),
    '...',
  ];
}

/** JSON is YAML (YAML 1.2, section 1.3). */
function quote(text: string): string {
  return JSON.stringify(oneLine(text));
}

/**
 * Lines as they are, further in. The YAML of Test::Harness ends at an empty line, and all YAML takes what the first one
 * begins with for the indentation.
 */
function literal(key: string, lines: readonly string[]): string[] {
  const [first, ...rest] = lines.map((line) => oneLine(line).trimEnd()).filter((line) => line !== '');
  if (first === undefined) return [];
  return [`${key}: |`, ...[first.trimStart(), ...rest].map((line) => `  ${line}`)];
}

function oneLine(text: string): string {
  return showHarmful(text).replaceAll('\n', ' ').replaceAll('\t', '    ');
}
