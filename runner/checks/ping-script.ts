/**
 * A ping in perl (perl-base is essential in Debian, iputils-ping is not, and agents run on perl already): ADDRESS,
 * SECONDS. Sends an echo request each second (RFC 792, RFC 4443) until one is answered; ends with 0, or 1 and the reason.
 * Loads the module Socket only for what is no IPv4 address: that and POSIX took 0.3 s on an emulated host.
 */
export const echoRequest = String.raw`
use strict;
my ($name, $limit) = @ARGV;
my ($inet, $raw) = (2, 3);
sub now { open my $uptime, "<", "/proc/uptime" or die "/proc/uptime: $!\n"; return (split " ", <$uptime>)[0] }
sub no_answer { print "$_[0]\n"; exit 1 }
sub look_up {
  require Socket;
  my ($error, $info) = Socket::getaddrinfo($name, "", { socktype => $raw });
  no_answer("no such host name") if $error;
  return @$info{qw(family addr)};
}
my ($family, $address) = $name =~ /^[0-9]+(?:\.[0-9]+){3}\z/ ? ($inet, pack "Sx2C4x8", $inet, split /\./, $name) : look_up();
my $v6 = $family != $inet;
socket(my $socket, $family, $raw, $v6 ? 58 : 1) or die "socket: $!\n";
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
  send($socket, pack("CCn", $type, 0, $sum) . $body, 0, $address) or no_answer(lc "$!");
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
    no_answer("destination unreachable") if unpack("n", substr $packet, 8 + 4 * (ord(substr $packet, 8, 1) & 15) + 4, 2) == $id;
  }
}
no_answer($reason);`;
