import { perlQuote } from '../hosts/quote.ts';

/**
 * A ping in Perl (iputils-ping is not essential in Debian), as a look: sends an echo request each second (RFC 792, RFC
 * 4443) until one is answered; status 0, or 1 and the reason.
 */
export const echoRequest = (name: string, { limitSeconds }: { limitSeconds: number }) => `
my ($name, $limit) = (${perlQuote(name)}, ${limitSeconds});${body}`;

const body = String.raw`
my $now = sub { (split ' ', read_file('/proc/uptime'))[0] };
my ($error, $info) = Socket::getaddrinfo($name, '', { socktype => Socket::SOCK_RAW() });
return (1, 'no such host name') if $error;
my ($family, $address) = @$info{qw(family addr)};
my $v6 = $family != AF_INET;
socket my $socket, $family, Socket::SOCK_RAW(), $v6 ? 58 : 1 or return (2, '', "socket: $!");
my $checksum = sub {
  my $sum = 0;
  $sum += $_ for unpack 'n*', $_[0];
  $sum = ($sum >> 16) + ($sum & 0xffff) while $sum >> 16;
  return ~$sum & 0xffff;
};
my $id = $$ & 0xffff;
my ($sequence, $end, $reason) = (0, $now->() + $limit, "no answer within $limit s");
while ($now->() < $end) {
  my ($type, $body) = ($v6 ? 128 : 8, pack 'nna8', $id, ++$sequence, 'lab ping');
  my $sum = $v6 ? 0 : $checksum->(pack('CCn', $type, 0, 0) . $body);
  send $socket, pack('CCn', $type, 0, $sum) . $body, 0, $address or return (1, lc "$!");
  my $next = $now->() + 1;
  $next = $end if $next > $end;
  while ((my $left = $next - $now->()) > 0) {
    vec(my $ready = '', fileno $socket, 1) = 1;
    last unless select $ready, undef, undef, $left;
    my $packet;
    unless (defined recv $socket, $packet, 65535, 0) { $reason = lc "$!"; next }
    substr $packet, 0, 4 * (ord($packet) & 15), '' unless $v6;
    my ($got, $code, $got_sum, $got_id) = unpack 'CCnn', $packet;
    return 0 if $got == ($v6 ? 129 : 0) && $got_id == $id;
    # Destination unreachable, about our own request: the kernel would say so only on a connected socket.
    next if $v6 || $got != 3 || length $packet < 34;
    my $about = unpack 'n', substr $packet, 8 + 4 * (ord(substr $packet, 8, 1) & 15) + 4, 2;
    return (1, 'destination unreachable') if $about == $id;
  }
}
return (1, $reason);`;
