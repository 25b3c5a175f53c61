import type { Undoing } from './undoing.ts';

/** Of what lab 01 leaves standing at its end: LXC without a container. */
export const undoings: readonly Undoing[] = [
  {
    what: 'a file of a package is gone',
    host: 'host1',
    undo: 'mv /usr/share/lxc/templates/lxc-debian /root',
    redo: 'mv /root/lxc-debian /usr/share/lxc/templates',
    firstWrong: 'file-usr-share-lxc-templates-lxc-debian',
    item: '- file: /usr/share/lxc/templates/lxc-debian',
  },
  {
    what: 'the bridge has lost its address',
    host: 'host1',
    undo: 'ip address del 10.0.3.1/24 dev lxcbr0',
    redo: 'ip address add 10.0.3.1/24 dev lxcbr0',
    firstWrong: 'address-10-0-3-1-24',
    item: '- address: 10.0.3.1/24',
  },
  {
    what: 'the bridge is gone',
    host: 'host1',
    undo: 'ip link delete lxcbr0',
    redo: 'systemctl restart lxc-net',
    firstWrong: 'bridge-lxcbr0',
    item: '- bridge: lxcbr0',
  },
  {
    what: 'the service of the bridge is stopped',
    host: 'host1',
    undo: 'systemctl stop lxc-net',
    redo: 'systemctl start lxc-net',
    firstWrong: 'service-lxc-net',
    item: '- service: lxc-net',
  },
  {
    what: 'the answer of the kernel is gone',
    host: 'host1',
    undo: 'mv /root/checkconfig.txt /root/elsewhere',
    redo: 'mv /root/elsewhere /root/checkconfig.txt',
    firstWrong: 'file-root-checkconfig-txt',
    item: '- file: /root/checkconfig.txt',
  },
  {
    what: 'a container is there again',
    host: 'host1',
    undo: 'mkdir /var/lib/lxc/test2; touch /var/lib/lxc/test2/config',
    redo: 'rm -r /var/lib/lxc/test2',
    firstWrong: 'test2-gone',
    item: '- container: test2',
  },
];
