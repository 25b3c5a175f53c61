import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes minutes, the longest first: begun last, it would keep one core busy while the other has nothing to do. */
const slow = [
  '/labs/02-ipvs-iptables.test.ts',
  '/labs/02-ipvs-iptables.ja.test.ts',
  '/labs/typed.test.ts',
  '/labs/',
  '/commands/killed-',
  '/execute/four-hosts',
];

/** Vitest's own order, with the slow ones before the rest. */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const index = slow.findIndex((part) => moduleId.includes(part));
      return index === -1 ? slow.length : index;
    };
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}
