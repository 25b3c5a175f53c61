import type { CheckSpec } from '../checks/types.ts';
import { commonKeys, commonSchema } from './check-keys.ts';
import type { CheckDescription, Context, Draft } from './draft.ts';
import type { Fence } from './fence.ts';
import { report } from './gather.ts';
import { chooseHosts } from './hosts.ts';
import { isMap } from './is-map.ts';
import { slug } from './names.ts';
import { nearest, suggest } from './nearest.ts';
import { shown, validate } from './schema.ts';
import { readYaml, type YamlText } from './yaml.ts';

type CheckMap = Readonly<Record<string, unknown>>;

/** The type that an item's keys name; `container` names one only where no other key does. */
const findType = (
  item: CheckMap,
  index: number,
  yaml: YamlText,
  context: Context,
): CheckDescription | null => {
  const { file, checkTypes } = context;
  const keys = Object.keys(item);
  const naming = keys.filter((key) => checkTypes.has(key));
  const [first, second] = naming.length > 1 ? naming.filter((key) => key !== 'container') : naming;
  if (second !== undefined) {
    const message = `This item is both a \`${first ?? ''}\` and a \`${second}\` check.\nMake it two items.`;
    report(file, { rule: 'check-type', message, at: yaml.place([index, second], 'key') });
    return null;
  }
  const type = first === undefined ? undefined : checkTypes.get(first);
  if (type !== undefined) return type;
  const foreign = keys.filter((key) => !commonKeys.includes(key));
  const meant = foreign.find((key) => nearest(key, checkTypes.keys()) !== null) ?? foreign[0];
  const message =
    meant === undefined
      ? `Nothing says what this item checks.\n${suggest('', checkTypes.keys())}`
      : `Unknown type of check \`${meant}\`.\n${suggest(meant, checkTypes.keys())}`;
  const at = meant === undefined ? yaml.place([index]) : yaml.place([index, meant], 'key');
  report(file, { rule: 'check-type', message, at });
  return null;
};

/** The common keys and the type's own; `container` is its own where it names the type. */
const split = (item: CheckMap, { type }: CheckDescription): { common: CheckMap; own: CheckMap } => {
  const isCommon = (key: string): boolean => key !== type && commonKeys.includes(key);
  const entries = Object.entries(item);
  return {
    common: Object.fromEntries(entries.filter(([key]) => isCommon(key))),
    own: Object.fromEntries(entries.filter(([key]) => !isCommon(key))),
  };
};

const stemOf = (type: CheckDescription, spec: CheckSpec): string => {
  const subject = slug(type.subject(spec).replace(/[^\p{L}\p{M}\p{N}_]+/gu, ' '))
    .slice(0, 40)
    .replace(/-+$/, '');
  return subject === '' ? type.type : `${type.type}-${subject}`;
};

const readItem = (value: unknown, index: number, yaml: YamlText, context: Context): Draft | null => {
  const { file, hosts } = context;
  if (!isMap(value)) {
    const message = `Expected a check such as \`container: test1\`, not ${shown(value)}.`;
    report(file, { rule: 'check-item', message, at: yaml.place([index]) });
    return null;
  }
  const type = findType(value, index, yaml, context);
  const { common, own } = split(value, type ?? ({ type: '' } as CheckDescription));
  const keys = validate({ file, yaml, path: [index], value: common, schema: commonSchema });
  if (type === null) return null;
  const spec = validate({
    file,
    yaml,
    path: [index],
    value: own,
    schema: type.schema,
    otherKeys: commonKeys,
  });
  const wrongKey = type.hostKey === 'on' ? 'from' : 'on';
  if (common[wrongKey] !== undefined) {
    const why = type.hostKey === 'on' ? 'looks at the host it is `on`' : 'asks `from` a host';
    const message = `A \`${type.type}\` check ${why}.\nWrite \`${type.hostKey}\`, not \`${wrongKey}\`.`;
    report(file, { rule: 'check-host', message, at: yaml.place([index, wrongKey], 'key') });
  }
  const names = keys?.[type.hostKey];
  const missing = `Nothing says ${type.hostKey === 'on' ? 'which host to look at' : 'which host to ask from'}.\nAdd \`${type.hostKey}: NAME\`.`;
  const at = yaml.place([index, ...(names === undefined ? [] : [type.hostKey])]);
  const known = keys === null || common[wrongKey] !== undefined;
  const chosen = known ? [] : chooseHosts({ file, hosts, names, at, missing });
  if (keys === null || spec === null) return null;
  const line = yaml.place([index]).line;
  return {
    id: keys.id === undefined ? null : { text: keys.id, at: yaml.place([index, 'id']) },
    stem: stemOf(type, spec),
    until: keys.until === undefined ? null : { step: keys.until, at: yaml.place([index, 'until']) },
    items: (id) =>
      chosen.map((host) => ({
        kind: 'check',
        id,
        line,
        type: type.type,
        host,
        container: keys.container ?? null,
        withinMs: keys.within,
        holdsMs: keys.holds,
        not: keys.not,
        until: keys.until ?? null,
        hint: keys.hint ?? null,
        spec,
      })),
  };
};

/** The items of a `yaml check` fence; wrong ones are reported and left out. */
export const readChecks = (fence: Fence, context: Context): Draft[] => {
  const { file } = context;
  const yaml = readYaml({ file, text: fence.text, locate: fence.locate });
  if (yaml === null) return [];
  const { value } = yaml;
  if (!Array.isArray(value) || value.length === 0) {
    const message = `Expected a list of checks, not ${Array.isArray(value) ? 'an empty one' : shown(value)}.\nBegin each with \`- \`.`;
    report(file, { rule: 'check-list', message, at: value === null ? fence.at : yaml.place([]) });
    return [];
  }
  return value.flatMap((item: unknown, index) => readItem(item, index, yaml, context) ?? []);
};
