import { suggest } from '../document/nearest.ts';
import { UsageError } from './usage-error.ts';

/** The value of an option that knows only some. Throws UsageError with the nearest of them. */
export function oneOf<Value extends string>(option: string, value: string, valid: readonly Value[]): Value {
  const found = valid.find((each) => each === value);
  if (found === undefined) throw new UsageError(`Unknown ${option} ${value}\n${suggest(value, valid)}`);
  return found;
}
