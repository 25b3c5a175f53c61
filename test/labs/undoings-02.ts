import type { Undoing } from './undoing.ts';

const inLvs1 = 'lxc-attach -n lvs1 --';
const inLvs2 = 'lxc-attach -n lvs2 --';
const inWeb1 = 'lxc-attach -n web1 --';
const inWeb2 = 'lxc-attach -n web2 --';
const service = '10.0.0.100:80';
const redirect = 'PREROUTING -d 10.0.0.100 -p tcp --dport 80 -j REDIRECT';
const filter =
  'INPUT -p tcp --dport 80 -m conntrack ! --ctorigdst 10.0.0.100 -j REJECT --reject-with tcp-reset';
/** The rules of a load balancer. */
const balance = (inLvs: string) => `
  ${inLvs} ipvsadm -A -t ${service} -s rr
  ${inLvs} ipvsadm -a -t ${service} -r 192.168.0.21 -g
  ${inLvs} ipvsadm -a -t ${service} -r 192.168.0.22 -g`;

/** Of what lab 02 leaves standing at its end: the whole system, the virtual IP on lvs1. */
export const undoings: readonly Undoing[] = [
  {
    what: 'a package is removed',
    host: 'host2',
    undo: 'dpkg --purge bridge-utils',
    redo: 'apt-get install -y bridge-utils',
    firstWrong: 'tools-installed',
    item: '- command: dpkg-query -s lxc lxc-templates bridge-utils debootstrap distro-info openssl rsync wget',
  },
  {
    what: 'a bridge is down',
    host: 'host2',
    undo: 'ip link set br1 down',
    redo: 'ip link set br1 up',
    firstWrong: 'host1-reaches-host2',
    asked: 'host1',
    item: '- ping: 192.168.0.2',
  },
  {
    what: 'a configuration file is changed',
    host: 'host1',
    undo: 'sed -i s/10.0.0.11/10.0.0.111/ /var/lib/lxc/lvs1/config',
    redo: 'sed -i s/10.0.0.111/10.0.0.11/ /var/lib/lxc/lvs1/config',
    firstWrong: 'lvs1-configured',
    item: '- file: /var/lib/lxc/lvs1/config',
  },
  {
    what: 'a container is stopped',
    host: 'host2',
    undo: 'lxc-stop -k -n lvs2',
    redo: `
      lxc-start -n lvs2
      until ${inLvs2} pidof agetty > /dev/null; do sleep 1; done
      ${balance(inLvs2)}
      ${inLvs2} sysctl net.ipv4.vs.conn_reuse_mode=3`,
    firstWrong: 'lvs2-up',
    item: '- process: agetty',
  },
  {
    what: 'Apache is stopped in web1',
    host: 'host1',
    undo: `${inWeb1} systemctl stop apache2`,
    redo: `${inWeb1} systemctl start apache2`,
    firstWrong: 'web1-serves',
    item: '- service: apache2',
  },
  {
    what: 'the table of IPVS is flushed',
    host: 'host1',
    undo: `${inLvs1} ipvsadm -C`,
    // Its counters are new as well, and a check reads them: somebody has to ask.
    redo: `${balance(inLvs1)}\n  curl -s -m 20 http://10.0.0.100/`,
    firstWrong: 'service-declared',
    item: `- ipvs: ${service}`,
  },
  {
    what: 'a server has another weight',
    host: 'host1',
    undo: `${inLvs1} ipvsadm -e -t ${service} -r 192.168.0.21 -g -w 3`,
    redo: `${inLvs1} ipvsadm -e -t ${service} -r 192.168.0.21 -g -w 1`,
    firstWrong: 'lvs1-balances',
    item: `- ipvs: ${service}`,
  },
  {
    what: 'packets are forwarded in another way',
    host: 'host1',
    undo: `${inLvs1} ipvsadm -e -t ${service} -r 192.168.0.22 -m`,
    redo: `${inLvs1} ipvsadm -e -t ${service} -r 192.168.0.22 -g`,
    firstWrong: 'lvs1-balances',
    item: `- ipvs: ${service}`,
  },
  {
    what: 'the rule that redirects is deleted',
    host: 'host1',
    undo: `${inWeb1} iptables -t nat -D ${redirect}`,
    redo: `${inWeb1} iptables -t nat -A ${redirect}`,
    firstWrong: 'web1-redirects',
    item: '- iptables: -A PREROUTING -d 10.0.0.100/32 -p tcp -m tcp --dport 80 -j REDIRECT',
  },
  {
    what: 'a setting of IPVS is as it was at first',
    host: 'host2',
    undo: `${inLvs2} sysctl net.ipv4.vs.conn_reuse_mode=1`,
    redo: `${inLvs2} sysctl net.ipv4.vs.conn_reuse_mode=3`,
    firstWrong: 'lvs2-reuse-mode',
    item: '- file: /proc/sys/net/ipv4/vs/conn_reuse_mode',
  },
  {
    what: 'a host is no router',
    host: 'host2',
    undo: 'sysctl net.ipv4.ip_forward=0',
    redo: 'sysctl net.ipv4.ip_forward=1',
    firstWrong: 'hosts-are-routers',
    item: '- file: /proc/sys/net/ipv4/ip_forward',
  },
  {
    what: 'a host is strict about the way back',
    host: 'host1',
    undo: 'sysctl net.ipv4.conf.br1.rp_filter=1',
    redo: 'sysctl net.ipv4.conf.br1.rp_filter=2',
    firstWrong: 'host1-loose',
    item: '- file: /proc/sys/net/ipv4/conf/br1/rp_filter',
  },
  {
    what: 'the rule that filters is deleted',
    host: 'host1',
    undo: `${inWeb1} iptables -D ${filter}`,
    redo: `${inWeb1} iptables -A ${filter}`,
    firstWrong: 'filter-stands',
    item: '- iptables: -A INPUT -p tcp -m tcp --dport 80 -m conntrack ! --ctorigdst 10.0.0.100 -j REJECT --reject-with tcp-reset',
  },
  {
    what: 'Apache is stopped in web2',
    host: 'host2',
    undo: `${inWeb2} systemctl stop apache2`,
    redo: `${inWeb2} systemctl start apache2`,
    firstWrong: 'web2-back',
    item: '- http: http://192.168.0.22/',
  },
  {
    what: 'nobody has the virtual IP',
    host: 'host1',
    undo: `${inLvs1} ip address del 10.0.0.100/32 dev eth0`,
    redo: `${inLvs1} ip address add 10.0.0.100/32 dev eth0`,
    firstWrong: 'vip-back-on-lvs1',
    item: '- address: 10.0.0.100/32',
  },
  {
    what: 'the client asks the other load balancer',
    host: 'client',
    undo: 'ip neighbour replace 10.0.0.100 lladdr 00:16:3e:00:00:12 dev eth0 nud permanent',
    redo: 'ip neighbour replace 10.0.0.100 lladdr 00:16:3e:00:00:11 dev eth0 nud reachable',
    firstWrong: 'client-knows-lvs1',
    item: '- command: ip neighbour show 10.0.0.100',
  },
];
