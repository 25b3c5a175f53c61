# Carries the ports lab.0, lab.1, … over one serial line, where the machine has no virtio (user-mode Linux). To the loader
# a port is a pair of named pipes, /run/lab/N.in and N.out, that behave like a virtio port: without a runner at the other
# end, N.in reads as end of file. The other end of the line is runner/hosts/vm/uml/bridge.pl, which says what goes over it.
use strict;
use warnings;
use Errno qw(EAGAIN EINTR);
use Fcntl;
use POSIX ();

my ($tty, $folder, $port_count, $window) = ('/dev/ttyS0', '/run/lab', 8, 32768);

system('stty', '-F', $tty, 'raw', '-echo') == 0 or die "cannot set $tty\n";
sysopen my $line, $tty, O_RDWR | O_NOCTTY | O_NONBLOCK or die "cannot open $tty: $!\n";
binmode $line;
mkdir $folder;
my @ports = map { open_port($_) } 0 .. $port_count - 1;
# The unit counts as started once the pipes are there.
exit if fork;

my ($heard, $said, $unacknowledged) = ('', "LAB-LINE\n", 0);
turn() while 1;

# We hold both ends of each pipe, so that it is there to be opened whoever else has; but for the one that makes the
# difference: `to_reader` is there while there is a runner.
sub open_port {
    my ($number) = @_;
    my ($in, $out) = ("$folder/$number.in", "$folder/$number.out");
    POSIX::mkfifo($_, 0600) || die "cannot make $_: $!\n" for $in, $out;
    sysopen my $held, $in, O_RDONLY | O_NONBLOCK or die "cannot open $in: $!\n";
    sysopen my $from_writer, $out, O_RDWR | O_NONBLOCK or die "cannot open $out: $!\n";
    return { number => $number, in => $in, held => $held, out => $from_writer, waiting => '', room => $window };
}

sub turn {
    my ($readable, $writable) = ('', '');
    vec($readable, fileno $line, 1) = 1;
    vec($writable, fileno $line, 1) = 1 if length $said;
    for my $port (@ports) {
        vec($readable, fileno $port->{out}, 1) = 1 if $port->{room} && length $said < $window;
        vec($writable, fileno $port->{to_reader}, 1) = 1 if $port->{to_reader} && length $port->{waiting};
    }
    select($readable, $writable, undef, undef) > 0 or return;
    hear() if vec $readable, fileno $line, 1;
    for my $port (@ports) {
        hand_on($port) if $port->{to_reader} && vec $writable, fileno $port->{to_reader}, 1;
        say_of($port) if vec $readable, fileno $port->{out}, 1;
    }
    speak();
}

sub frame { my ($type, $port, $length, $text) = @_; $said .= pack('a C n', $type, $port, $length) . ($text // '') }

sub hear {
    my $count = sysread $line, $heard, 4096, length $heard or return;
    $unacknowledged += $count;
    while (length $heard >= 4) {
        my ($type, $number, $length) = unpack 'a C n', $heard;
        my $port = $ports[$number];
        if ($type eq 'd') {
            last if length $heard < 4 + $length;
            $port->{waiting} .= substr $heard, 4, $length;
            substr $heard, 4, $length, '';
            hand_on($port);
        }
        elsif ($type eq 'w') { $port->{room} += $length }
        elsif ($type eq 'o') { sysopen $port->{to_reader}, $port->{in}, O_WRONLY | O_NONBLOCK }
        elsif ($type eq 'c') { hand_on($port); drop($port, length $port->{waiting}); close delete $port->{to_reader} }
        substr $heard, 0, 4, '';
    }
    frame('a', 0, $unacknowledged);
    $unacknowledged = 0;
}

# Gives the reader of a port what it takes.
sub hand_on {
    my ($port) = @_;
    return if !length $port->{waiting};
    my $count = syswrite $port->{to_reader}, $port->{waiting};
    drop($port, $count) if $count;
}

sub drop {
    my ($port, $count) = @_;
    return if !$count;
    substr $port->{waiting}, 0, $count, '';
    frame('w', $port->{number}, $count);
}

# Takes from the writer of a port what there is room for at the other end.
sub say_of {
    my ($port) = @_;
    my $most = $port->{room} < 16384 ? $port->{room} : 16384;
    my $count = sysread $port->{out}, my $text, $most or return;
    $port->{room} -= $count;
    frame('d', $port->{number}, $count, $text);
}

sub speak {
    return if !length $said;
    my $count = syswrite $line, $said;
    if (defined $count) { substr $said, 0, $count, '' }
    elsif ($! != EAGAIN && $! != EINTR) { die "cannot write to $tty: $!\n" }
}
