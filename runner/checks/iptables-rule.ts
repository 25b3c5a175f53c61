import { splitWords } from './words.ts';

const shortNames: Readonly<Record<string, string>> = {
  '--append': '-A',
  '--destination': '-d',
  '--destination-port': '--dport',
  '--destination-ports': '--dports',
  '--dst': '-d',
  '--fragment': '-f',
  '--goto': '-g',
  '--in-interface': '-i',
  '--jump': '-j',
  '--match': '-m',
  '--new-chain': '-N',
  '--out-interface': '-o',
  '--policy': '-P',
  '--proto': '-p',
  '--protocol': '-p',
  '--source': '-s',
  '--source-port': '--sport',
  '--source-ports': '--sports',
  '--src': '-s',
};

/** Protocols by number that `iptables -S` writes by name. */
const protocols: Readonly<Record<string, string>> = { '1': 'icmp', '6': 'tcp', '17': 'udp', '132': 'sctp' };

/** The chain a rule belongs to; null where there is none. */
export const chainOf = (rule: string) => splitWords(rule)?.[1] ?? null;

/**
 * One spelling for all ways to write a rule: each option with its values, sorted; `/32`, a mask in dots, the module
 * that a protocol brings along and the address of everything are written as `iptables -S` does. Null where a quote
 * stays open.
 */
export function normaliseRule(rule: string): string | null {
  const words = splitWords(rule);
  if (!words) return null;
  const options: { name: string; negated: boolean; values: string[] }[] = [];
  let negated = false;
  for (const word of words) {
    const last = options.at(-1);
    if (word === '!') negated = true;
    // `-d ! 10.0.0.1` is the old way to write `! -d 10.0.0.1`.
    else if (isOption(word))
      options.push({ name: shortNames[word] ?? word, negated: takeNegated(), values: [] });
    else last?.values.push(word);
    if (!isOption(word) && word !== '!' && takeNegated() && last) last.negated = true;
  }
  const protocol = options.find(({ name }) => name === '-p')?.values[0]?.toLowerCase() ?? '';
  return options
    .filter(({ name, values }) => !(name === '-m' && values[0] === (protocols[protocol] ?? protocol)))
    .map(({ name, negated, values }) => [
      ...(negated ? ['!'] : []),
      name,
      ...values.map((value) => normaliseValue(name, value)),
    ])
    .filter(([name, value]) => !((name === '-s' || name === '-d') && value === '0.0.0.0/0'))
    .map((option) => JSON.stringify(option))
    .sort()
    .join(' ');

  function takeNegated(): boolean {
    const was = negated;
    negated = false;
    return was;
  }
}

const isOption = (word: string) => /^--?[A-Za-z]/u.test(word);

const normalisers: Readonly<Record<string, (value: string) => string>> = {
  '-d': normaliseNetwork,
  '-p': (value) => protocols[value] ?? value.toLowerCase(),
  '-s': normaliseNetwork,
  '--ctstate': sortList,
  '--state': sortList,
};

const normaliseValue = (name: string, value: string) => normalisers[name]?.(value) ?? value;

function sortList(value: string): string {
  return value.split(',').sort().join(',');
}

function normaliseNetwork(value: string): string {
  const [address = '', mask = '32'] = value.split('/');
  const bits = mask.includes('.') ? maskBits(mask) : mask;
  return `${address}/${bits}`;
}

const maskBits = (mask: string) =>
  mask.split('.').reduce((bits, byte) => bits + Number(byte).toString(2).replaceAll('0', '').length, 0);
