import { describeLab } from './describe-lab.ts';
import { undoings } from './undoings-01.ts';

describeLab('01-lxc-basics.md', { undone: undoings, table: 'labs/audit/01-lxc-basics.md' });
