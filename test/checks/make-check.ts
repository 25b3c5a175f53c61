import { checkTypes } from '../../runner/checks/index.ts';
import type { CheckSpec, CheckType } from '../../runner/checks/types.ts';
import type { Check } from '../../runner/document/lab.ts';

/** The type of a name; one that does not exist is a mistake of the test. */
export function typeOf(name: string): CheckType {
  const type = checkTypes.get(name);
  if (!type) throw new TypeError(`No check type ${name}`);
  return type;
}

/** Keys as an author writes them, after the type's schema. */
export const specOf = (type: string, keys: Record<string, unknown>): CheckSpec =>
  typeOf(type).schema.parse(keys);

/** A check on `host1` as the document's parser makes it; `common` holds the keys that every type has. */
export function makeCheck(type: string, keys: Record<string, unknown>, common: Partial<Check> = {}): Check {
  return {
    kind: 'check',
    id: `check-${type}`,
    line: 1,
    type,
    host: 'host1',
    container: null,
    withinMs: 0,
    holdsMs: 0,
    not: false,
    until: null,
    hint: null,
    spec: specOf(type, keys),
    ...common,
  };
}

/** Messages of the schema's issues, each after its path. */
export function problemsOf(type: string, keys: unknown): string[] {
  const result = typeOf(type).schema.safeParse(keys);
  return result.success
    ? []
    : result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}
