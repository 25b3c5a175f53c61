import { harmful } from '../execute/output/invisible.ts';

const weekday = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const month = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
const time = String.raw`(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:[.,]\d+)?)?(?: ?[AP]M\b)?`;
const zone = String.raw`(?: ?(?:Z|UTC|GMT|JST|CES?T|[+-]\d{2}:?\d{2})\b)?`;
const second = String.raw` ?(?:[mµun]?s|secs?|seconds?|mins?|minutes?)\b`;

/** 32768 to 60999. */
const ephemeral = String.raw`(?:327[7-9]\d|3276[89]|32[89]\d\d|3[3-9]\d{3}|[45]\d{4}|60\d{3})`;

/** What a document can't hold, or nobody wants to read there: escape sequences (ECMA-48), progress that was overwritten. */
const unwritable = [
  String.raw`^[^]*[\r\b](?=[^\r\b])`,
  String.raw`\u001b\[[0-?]*[ -/]*[@-~]`,
  String.raw`\u001b\][^]*?(?:\u0007|\u001b\\)`,
  `${harmful.source}+`,
];

/** What is another at each run, as the programs of Debian print it. What stands around it is looked at and kept. */
const changing = [
  // Hardware addresses, but for those of nobody and of everybody; what IPv6 makes of them; UUIDs.
  String.raw`(?<![\w:])(?!(?:00:){5}00|(?:[fF]{2}:){5}[fF]{2})(?:[\da-fA-F]{2}:){5}[\da-fA-F]{2}(?![\w:])`,
  String.raw`(?<=\bfe80::)[\da-f:]+`,
  String.raw`\b[\da-fA-F]{8}-(?:[\da-fA-F]{4}-){3}[\da-fA-F]{12}\b`,
  // Dates: ISO 8601 and systemd, date(1) and ls(1), mail; times by themselves.
  String.raw`(?:\b${weekday},? )?(?<![\w-])\d{4}-\d{2}-\d{2}(?:[T ]${time})?(?![\d-])${zone}`,
  String.raw`\b(?:${weekday} )?${month} {1,2}\d{1,2}\b(?: +${time}${zone})?(?:,? +\d{4}\b)?`,
  String.raw`(?:\b${weekday}, )?\b\d{1,2} ${month} \d{4}\b(?: ${time}${zone})?`,
  String.raw`(?<![\w.:])${time}(?![\w:]|\.\d)`,
  // Durations: bash's `time`, ping's list of four, all others; rates.
  String.raw`\b\d+m\d+[.,]\d+(?=s\b)`,
  String.raw`(?<![\w.])\d+\.\d+(?:/\d+\.\d+)+(?=${second})`,
  String.raw`(?<![\w.])\d+(?:[.,]\d+)?(?=${second})`,
  String.raw`(?<![\w.])\d[\d.,]*(?= ?[kMG]?i?B/s\b)`,
  // What has gone through a network: lxc-info, ifconfig; nothing is something to say.
  String.raw`(?<=\b[RT]X (?:bytes|packets):?[ \t]*|\bbytes:?[ \t]+)(?!0(?![\d.,]))\d+(?:[.,]\d+)*\b`,
  // How fresh what ip-neighbour(8) knows is, which changes within seconds.
  String.raw`(?<=\blladdr [\da-f:]{17} (?:[a-z_]+ )*)(?:REACHABLE|STALE|DELAY|PROBE)\b`,
  // Process ids: named so, a job's of bash, a service's in the journal. Names that mktemp(1) made up.
  String.raw`(?<=\b(?:[Pp]id|PID|[Pp]rocess)[ =:][ \t]*)\d+\b`,
  String.raw`(?<=^\[\d+\][+-]? {1,2})\d+$`,
  String.raw`(?<=\w\[)\d+(?=\]:)`,
  String.raw`(?<=/tmp/tmp\.)\w{6,}`,
  // Names that LXC and the kernel make up for cables. Ports that Linux chooses (ip_local_port_range), behind an IPv4
  // address as everybody and as tcpdump writes it, and in conntrack's lists.
  String.raw`(?<=\bveth)(?=[a-z]*[A-Z\d])[A-Za-z\d]{6,11}\b`,
  String.raw`(?<=\b(?:\d{1,3}(?:\.\d{1,3}){3}[.:]|[sd]port=))${ephemeral}\b`,
];

/** Each place of a line that the next run may print another way, or that a document can't hold. */
export const volatile = new RegExp([...unwritable, ...changing].join('|'), 'gu');
