import { describe, expect, test } from 'vitest';
import {
  commandLine,
  commandStartLine,
  lastCommandOffset,
  pipelinePartLine,
  statementStartLine,
} from '../../runner/document/failing.ts';

describe('where the last command begins', () => {
  test.each<[string, string | null]>([
    ['true\nfalse', 'false'],
    ['true; false', 'false'],
    ['true && false', 'true && false'],
    ['true\n! grep x y | wc -l\n', '! grep x y | wc -l\n'],
    ['f() {\n  a\n}\nf # comment', 'f # comment'],
    ['if a; then\n  b\nfi', 'if a; then\n  b\nfi'],
    ['cat <<END\na\nEND\nfalse', 'false'],
    ['cat <<END; false\na\nEND', null],
    ['sleep 1 & false', 'false'],
    ['', null],
    ['# nothing', null],
    ['echo "open', null],
  ])('%j', (text, last) => {
    const offset = lastCommandOffset(text);
    expect(offset === null ? null : text.slice(offset)).toBe(last);
  });
});

describe('where the command on a line begins', () => {
  test.each<[string, number, number]>([
    ['true\nfalse', 2, 2],
    ['ls \\\n  -l \\\n  /x', 3, 1],
    ['echo "a\nb\nc"', 3, 1],
    ['for i in a; do\n  ls \\\n    $i\ndone', 3, 2],
    ['(\n  true\n  false\n)', 3, 3],
    ['x=$(\n  true\n)', 3, 1],
    ['[[ a ==\n  b ]]', 2, 1],
    ['true\n\nfalse', 2, 2],
  ])('%j, line %i', (text, line, start) => {
    expect(commandStartLine(text, line)).toBe(start);
  });
});

test('a statement begins with its pipeline or list', () => {
  expect(statementStartLine('true\na |\n  b |\n  c', 4)).toBe(2);
  expect(statementStartLine('a &&\n  b', 2)).toBe(1);
});

test('the part of a pipeline that gave it its status', () => {
  expect(pipelinePartLine('a |\n  b |\n  c', 3, [0, 1, 0])).toBe(2);
  expect(pipelinePartLine('a |\n  b |\n  c', 3, [1, 1, 0])).toBe(2);
  expect(pipelinePartLine('a |\n  b', 2, [1, 0, 0])).toBeNull();
  expect(pipelinePartLine('a', 1, [1])).toBeNull();
});

test('the only command of its kind', () => {
  const isExit = (name: string) => name === 'exit';
  expect(commandLine('if a; then\n  exit 3\nfi', isExit)).toBe(2);
  expect(commandLine('exit 1\nexit 2', isExit)).toBeNull();
  expect(commandLine('echo exit', isExit)).toBeNull();
});
