import { describeLab } from './describe-lab.ts';

describeLab('02-ipvs-iptables.ja.md');
