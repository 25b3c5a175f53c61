/**
 * A ping in perl (perl-base is essential in Debian, iputils-ping is not, and agents run on perl already): ADDRESS,
 * SECONDS. Sends an echo request each second (RFC 792, RFC 4443) until one is answered; ends with 0, or 1 and the reason.
 */
export const echoRequest = String.raw`
use strict; use warnings; use POSIX (); use Socket qw(:all);
my ($name, $limit) = @ARGV;
sub now { return (POSIX::times())[0] / POSIX::sysconf(&POSIX::_SC_CLK_TCK) }
sub no_answer { print "$_[0]\n"; exit 1 }
my ($error, $info) = getaddrinfo($name, "", { socktype => SOCK_RAW });
no_answer("no such host name") if $error;
my $v6 = $info->{family} == AF_INET6;
socket(my $socket, $info->{family}, SOCK_RAW, $v6 ? 58 : 1) or die "socket: $!\n";
my $id = $$ & 0xffff;
my ($sequence, $end, $reason) = (0, now() + $limit, "no answer within $limit s");
sub checksum {
  my $sum = 0;
  $sum += $_ for unpack "n*", $_[0];
  $sum = ($sum >> 16) + ($sum & 0xffff) while $sum >> 16;
  return ~$sum & 0xffff;
}
while (now() < $end) {
  my ($type, $body) = ($v6 ? 128 : 8, pack "nna8", $id, ++$sequence, "lab ping");
  my $sum = $v6 ? 0 : checksum(pack("CCn", $type, 0, 0) . $body);
  send($socket, pack("CCn", $type, 0, $sum) . $body, 0, $info->{addr}) or no_answer(lc "$!");
  my $next = now() + 1;
  $next = $end if $next > $end;
  while ((my $left = $next - now()) > 0) {
    vec(my $ready = "", fileno $socket, 1) = 1;
    last unless select $ready, undef, undef, $left;
    my $packet;
    unless (defined recv $socket, $packet, 65535, 0) { $reason = lc "$!"; next }
    substr $packet, 0, 4 * (ord($packet) & 15), "" unless $v6;
    my ($got, $code, $got_sum, $got_id) = unpack "CCnn", $packet;
    exit 0 if $got == ($v6 ? 129 : 0) && $got_id == $id;
    # Destination unreachable, about our own request: the kernel would say so only on a connected socket.
    next if $v6 || $got != 3 || length $packet < 34;
    $reason = "destination unreachable" if unpack("n", substr $packet, 8 + 4 * (ord(substr $packet, 8, 1) & 15) + 4, 2) == $id;
  }
}
no_answer($reason);`;
