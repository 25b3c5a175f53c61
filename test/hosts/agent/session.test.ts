import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BlockCall, BlockOutcome, Host, Session } from '../../../runner/hosts/host.ts';
import { openLocalHost } from '../../../runner/hosts/local/index.ts';

let host: Host;
let session: Session;

beforeAll(async () => {
  host = openLocalHost({ name: 'here' });
  session = await host.openSession({ container: null });
});
afterAll(() => host.dispose());

interface Ran extends BlockOutcome {
  output: string;
}

async function run(text: string, options: Partial<BlockCall> = {}, on = session): Promise<Ran> {
  const chunks: Buffer[] = [];
  const onOutput = (chunk: Buffer) => chunks.push(chunk);
  const block = {
    text,
    textLine: 100,
    exit: 0,
    timeoutMs: 10_000,
    tty: false,
    onOutput,
    ...options,
  } as const;
  const outcome = await on.runBlock(block);
  return { ...outcome, output: Buffer.concat(chunks).toString('latin1') };
}

const passed = { exit: 0, reachedEnd: true, failedLine: null, end: 'done' };

describe('state carries from block to block', () => {
  test.each([
    [
      'directory',
      'mkdir -p /tmp/lab-test && cd /tmp/lab-test',
      'pwd; cd /; rmdir /tmp/lab-test',
      '/tmp/lab-test\n',
    ],
    ['variable', 'greeting="hello  world"', 'echo "$greeting"', 'hello  world\n'],
    ['declared array', 'declare -A colour=([sky]=blue)', 'echo "${colour[sky]}"', 'blue\n'],
    ['exported variable', 'export EXPORTED=1', 'bash -c "echo $EXPORTED"', '1\n'],
    ['function', 'double() { echo $(($1 * 2)); }', 'double 21', '42\n'],
    ['alias', 'alias hi="echo aliased"', 'hi', 'aliased\n'],
    ['shell option', 'shopt -s extglob', 'case abc in @(abc|d)) echo matched;; esac', 'matched\n'],
    ['set option', 'set -f', 'echo /*; set +f', '/*\n'],
    ['umask', 'umask 027', 'umask; umask 022', '0027\n'],
    ['status', '(exit 7) || true; ! true', 'echo $?', '1\n', 'any'],
    [
      'redirection',
      'exec 5>/tmp/lab-test-fd',
      'echo to-five >&5; exec 5>&-; cat /tmp/lab-test-fd; rm /tmp/lab-test-fd',
      'to-five\n',
    ],
    ['background job', 'sleep 100 & job=$!', 'kill "$job" && echo killed', 'killed\n'],
    ['IFS', 'IFS=:', 'x=a:b; set -- $x; echo $#; unset IFS', '2\n'],
    ['nounset', 'set -u', 'echo still here; set +u', 'still here\n'],
  ] as const)('%s', async (_name, first, second, output, exit: BlockCall['exit'] = 0) => {
    await run(first, { exit });
    expect(await run(second)).toMatchObject({ ...passed, output });
  });

  test('a block cut off by a failure leaves what it had set', async () => {
    await run('kept=yes\nfalse\nkept=no');
    expect(await run('echo $kept')).toMatchObject({ output: 'yes\n' });
  });
});

describe('what a block may hold', () => {
  test.each([
    ['a here-document', 'cat <<\'END\'\n  $x `y` "z"\n\nEND', '  $x `y` "z"\n\n'],
    [
      'a here-document without an end',
      'cat <<END\nopen',
      /^bash: line 101: warning: here-document .*\nopen\n$/,
    ],
    ['nested fences', "cat <<'END'\n```sh\necho\n```\nEND", '```sh\necho\n```\n'],
    ['quotes over lines', 'echo "a\nb"', 'a\nb\n'],
    ['unicode', 'echo 日本語 | cat', Buffer.from('日本語\n').toString('latin1')],
    ['a comment at the end', 'echo a # comment', 'a\n'],
    ['nothing', '', ''],
    ['a line number', '\n\necho $LINENO', '102\n'],
    ['no final newline in its output', 'printf abc', 'abc'],
    ['NUL bytes', String.raw`printf 'a\0b'`, 'a\0b'],
    ['broken UTF-8', String.raw`printf '\377\300x'`, '\xff\xc0x'],
    ['error output in order', 'echo 1; echo 2 >&2; echo 3', '1\n2\n3\n'],
    ['an empty standard input', 'cat; read -r line || echo "none"', 'none\n'],
    ['a trace', 'set -x\necho traced\nset +x', /^\++ echo traced\ntraced\n\++ set \+x\n$/],
  ])('%s', async (_name, text, output) => {
    const { output: got, ...outcome } = await run(text);
    expect(outcome).toEqual(passed);
    if (typeof output === 'string') expect(got).toBe(output);
    else expect(got).toMatch(output);
  });

  test('30 MB of output', async () => {
    const { output } = await run('head -c 30000000 /dev/zero; echo end');
    expect(output.length).toBe(30_000_004);
    expect(output.endsWith('end\n')).toBe(true);
  });

  test.skipIf(process.getuid?.() !== 0)(
    'the terminal as controlling terminal, for this block only',
    async () => {
      const ask = 'stty size </dev/tty; read -rp "Name? " name </dev/tty & sleep 0.1; kill $!; ps -o tty= $$';
      for (let time = 0; time < 2; time++) {
        const { output } = await run(`held=${time}; sleep 4444 & job=$!; ${ask}`, { tty: true });
        expect(output).toMatch(/^24 80\n(?:Name\? )?pts\/\d+\s*\n$/);
        expect(await run('(: </dev/tty) 2>&1 || ps -o tty= $$; kill $job && echo $held')).toMatchObject({
          output: `bash: line 100: /dev/tty: No such device or address\n?\n${time}\n`,
        });
      }
      expect(session.closed).toBe(false);
    },
  );

  test('a terminal where one is wanted', async () => {
    expect(await run('test -t 0 && test -t 1 && test -t 2 && stty size', { tty: true })).toMatchObject({
      output: '24 80\n',
    });
    expect(await run('tty', { exit: 1 })).toMatchObject({ output: 'not a tty\n', reachedEnd: true });
  });
});

describe('where a block fails', () => {
  test.each<[name: string, text: string, failedLine: number | null, exit?: number]>([
    ['a plain command', 'true\nfalse\ntrue', 101],
    ['a command over several lines', 'true\nls \\\n  --colour \\\n  /nonexistent', 101, 2],
    ['a quote over several lines', 'true\ntest "a\nb" = "c"', 101],
    ['a function of this block', 'f() {\n  true\n  false\n}\ntrue\nf', 102],
    ['a loop', 'for i in 1 2; do\n  true\n  [ $i = 1 ]\ndone', 102],
    ['a pipeline over lines', 'set -o pipefail; true |\n  false |\n  true\necho no', 101],
    ['the last part of a pipeline', 'true |\n  true |\n  false', 102],
    ['a subshell', '(\n  true\n  false\n  true\n)', 102],
    ['a group in a pipeline under pipefail', 'set -o pipefail\n{\n  true\n  false\n} | cat', 103],
    ['an if body', 'if true; then\n  true\n  false\nfi', 102],
    ['a case', 'case a in\n  a)\n    false\n    ;;\nesac', 102],
    ['a condition', 'true\n[[ a == b ]]', 101],
    ['arithmetic', 'true\n((0))', 101],
    ['an and-or list that ends badly', 'true &&\n  false', 101],
    ['eval', 'true\neval "false"', 101],
    ['a missing command', 'true\nnosuchcommand', 101, 127],
    ['a here-document command', 'true\ngrep x <<END\na\nb\nEND', 101],
    ['a forgiven last command', 'true\nfalse && true', 101],
    ['return outside a function', 'true\nreturn 3', 101, 2],
    ['break outside a loop', 'true\nbreak\ntrue', 101],
    ['a sourced file', 'echo false > /tmp/lab-test-sourced\n. /tmp/lab-test-sourced', 101],
  ])('%s', async (_name, text, failedLine, exit = 1) => {
    const outcome = await run(text);
    expect(outcome).toMatchObject({ exit, failedLine, end: 'done' });
    await run('set +o pipefail; rm -f /tmp/lab-test-sourced');
  });

  test('a function of an earlier block', async () => {
    await run('broken_function() {\n  true\n  false\n}', { textLine: 20 });
    expect(await run('broken_function', { textLine: 50 })).toMatchObject({ failedLine: 22, exit: 1 });
  });
});

describe('what errexit forgives is forgiven', () => {
  test.each([
    'false || true',
    '! true || true',
    'if false; then :; fi',
    'while false; do :; done',
    '{ false; true; } | cat',
    'f() { false; true; }; f || true',
    'false | true',
    'x=$(false; true)',
    'set +e\nfalse\ntrue',
    'until ! false; do :; done; true',
    'false && true; true',
  ])('%s', async (text) => {
    expect(await run(text)).toMatchObject(passed);
  });

  test('what is not forgiven stops the block', async () => {
    expect(await run('echo before\nf() { false; echo no; }\nf\necho after')).toMatchObject({
      output: 'before\n',
      exit: 1,
    });
    expect(await run('set +e; false; set -e\nfalse\necho no')).toMatchObject({ output: '', failedLine: 101 });
  });
});

describe('the status a block is to end with', () => {
  test.each<[string, number | 'any', boolean, number]>([
    ['true\n(exit 3)', 3, true, 3],
    ['false\n(exit 3)', 3, false, 1],
    ['(exit 3)\ntrue', 3, false, 3],
    ['true\n(exit 3)', 'any', true, 3],
    ['false\ntrue', 'any', false, 1],
    ['true; false', 1, true, 1],
    ['false; false', 1, false, 1],
    ['f() { return 4; }\ntrue\nf', 4, true, 4],
    ['cat <<END\nx\nEND\nfalse', 1, true, 1],
    ['true', 1, true, 0],
  ])('%j with exit=%s', async (text, exit, reachedEnd, status) => {
    expect(await run(text, { exit })).toMatchObject({ reachedEnd, exit: status });
  });
});

describe('what ends the shell ends the block', () => {
  test.each<[string, number, number | null]>([
    ['true\nexit 3\ntrue', 3, 101],
    ['true\nexec sh -c "exit 4"', 4, 101],
    ['set -u\ntrue\necho $nosuchvariable\ntrue', 127, 102],
    ['true\nexit 0', 0, null],
  ])('%j', async (text, exit, failedLine) => {
    const own = await host.openSession({ container: null });
    const outcome = await run(text, {}, own);
    expect(outcome).toMatchObject({ end: 'shell-exit', failedLine });
    expect([exit, 1]).toContain(outcome.exit);
    expect(own.closed).toBe(true);
  });

  test('a signal', async () => {
    const own = await host.openSession({ container: null });
    expect(await run('kill -9 $$', {}, own)).toMatchObject({ end: 'shell-signal', exit: 137 });
  });
});

describe('a block past its time', () => {
  test.each<[string, string, number | null]>([
    ['a command', 'true\nsleep 1000\necho no', 101],
    [
      'what ignores TERM and has children',
      `true\nbash -c 'trap "" TERM; sleep 1000 & sleep 1000; wait'`,
      101,
    ],
    ['a forgiving list', 'sleep 1000 || true\necho no', 100],
    ['a loop of builtins', 'while :; do\n  true\ndone', null],
    [
      'functions in functions',
      'g() { while :; do :; done; }\nf() { g || true; echo no; }\nf || true\necho no',
      null,
    ],
    ['a substitution', 'x=$(sleep 1000; echo no) || echo no', null],
    ['a subshell', '(sleep 1000; echo no)', null],
    ['waiting', 'sleep 1000 & wait', null],
    ['what left its session', 'setsid -w sleep 1000', null],
    ['a pipeline', 'sleep 1000 | cat', null],
  ])('%s', async (_name, text, failedLine) => {
    await run('survivor=alive');
    const outcome = await run(`${text} # lab-timeout-test`, { timeoutMs: 200 });
    expect(outcome).toMatchObject({ end: 'timeout', exit: 124, output: '' });
    if (failedLine !== null) expect(outcome.failedLine).toBe(failedLine);
    expect(await run('echo $survivor; pgrep -fx "sleep 1000" || echo none')).toMatchObject({
      output: 'alive\nnone\n',
    });
  });

  test('keeps what earlier blocks left in the background', async () => {
    await run('sleep 1234 & kept=$!');
    await run('sleep 1000', { timeoutMs: 200 });
    expect(await run('kill $kept && echo was there')).toMatchObject({ output: 'was there\n' });
  });
});

describe('background blocks', () => {
  test('are forked from the session and ended whole', async () => {
    await run('shared=seen');
    const chunks: string[] = [];
    const onOutput = (chunk: Buffer) => chunks.push(chunk.toString());
    const text = 'echo "$shared"; trap "echo interrupted; exit" INT; sleep 2000 & wait';
    const background = await session.startBackground({
      text,
      textLine: 100,
      exit: 'any',
      timeoutMs: 0,
      tty: false,
      onOutput,
    });
    expect(await run('echo meanwhile')).toMatchObject({ output: 'meanwhile\n' });
    await expect.poll(() => chunks.join('')).toBe('seen\n');
    await background.end();
    expect(chunks.join('')).toBe('seen\ninterrupted\n');
    expect(
      await run('pgrep -fx "sleep 2000" || echo none; ls /tmp/.lab-* 2>&1 | grep -c fifo || true'),
    ).toMatchObject({ output: 'none\n0\n' });
  });

  test('what ignores INT and TERM is killed', async () => {
    const text = `bash -c 'trap "" INT TERM; sleep 2001 & sleep 2001'`;
    const background = await session.startBackground({
      text,
      textLine: 100,
      exit: 'any',
      timeoutMs: 0,
      tty: false,
      onOutput: () => undefined,
    });
    await background.end();
    expect(await run('pgrep -fx "sleep 2001" || echo none')).toMatchObject({ output: 'none\n' });
  });
});
