import { describeLab } from './describe-lab.ts';
import { undoings } from './undoings-02.ts';

describeLab('02-ipvs-iptables.md', { undone: undoings });
