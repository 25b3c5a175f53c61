import { requirements } from '../../runner/hosts/vm/requirements.ts';

const missing = (await requirements()).filter(({ present }) => !present);

/** Why tests on virtual machines can't run here; null where they can. In CI nothing is skipped. */
export const noMachines =
  missing.length === 0 || process.env['CI'] === 'true'
    ? null
    : `missing here: ${missing.map((each) => each.package ?? each.why).join(', ')}`;
