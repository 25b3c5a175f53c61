# Serves the package mirror by HTTP on 192.0.2.80:80, an address of this host's own that containers reach by any
# route to their host. Also as a proxy: a request for http://ANYTHING/…/dists/… or …/pool/… is answered from the mirror.
use strict;
use warnings;
use Socket qw(AF_INET SOCK_STREAM SOL_SOCKET SO_REUSEADDR SOMAXCONN pack_sockaddr_in inet_aton);
use lib '/usr/local/lib/lab';
require 'steer.pl';

my ($address, $root) = ('192.0.2.80', '/usr/local/lib/lab/mirror');

socket my $listener, AF_INET, SOCK_STREAM, 0 or die "socket: $!\n";
setsockopt $listener, SOL_SOCKET, SO_REUSEADDR, 1;
bind $listener, pack_sockaddr_in(3142, inet_aton($address)) or die "bind: $!\n";
listen $listener, SOMAXCONN or die "listen: $!\n";
steer($address, 80, $listener);

# The unit counts as started once we answer.
exit if fork;
$SIG{CHLD} = 'IGNORE';
while (1) {
    accept my $client, $listener or next;
    next if fork;
    close $listener;
    binmode $client;
    serve($client);
    exit;
}

# Answers requests until the client leaves.
sub serve {
    my ($client) = @_;
    my $buffer = '';
    while (sysread $client, $buffer, 65536, length $buffer) {
        while ($buffer =~ s/\A(.*?)\r?\n\r?\n//s) { answer($client, $1) or return }
    }
    return;
}

sub answer {
    my ($client, $request) = @_;
    my ($method, $path) = $request =~ m{\A(GET|HEAD) \S*/((?:dists|pool)/\S+) HTTP} or return reply($client, '400 Bad Request');
    $path =~ s/%([0-9a-f]{2})/chr hex $1/gie;
    return reply($client, '404 Not Found') if $path =~ m{(?:^|/)\.\.(?:/|$)} || !-f "$root/$path";
    open my $file, '<:raw', "$root/$path" or return reply($client, '404 Not Found');
    my $size = -s $file;
    write_all($client, "HTTP/1.1 200 OK\r\nContent-Length: $size\r\n\r\n") or return;
    return 1 if $method eq 'HEAD';
    while (sysread $file, my $chunk, 1 << 18) { write_all($client, $chunk) or return }
    return 1;
}

sub reply {
    my ($client, $status) = @_;
    return write_all($client, "HTTP/1.1 $status\r\nContent-Length: 0\r\n\r\n");
}

sub write_all {
    my ($handle, $data) = @_;
    my $done = 0;
    while ($done < length $data) { $done += syswrite($handle, $data, length($data) - $done, $done) || return }
    return 1;
}
