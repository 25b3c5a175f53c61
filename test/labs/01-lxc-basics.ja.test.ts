import { describeLab } from './describe-lab.ts';

describeLab('01-lxc-basics.ja.md');
