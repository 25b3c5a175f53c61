# Takes agents from runners over the ports lab.0, lab.1, … and lets a child of it become each. A port is one of
# virtio-serial, or where there is none a pair of pipes that behave as such a one does (lines.pl).
#
#   runner → here   …LAB-HELLO <nonce>\n             anything before it was meant for somebody who is gone
#   here → runner   LAB-WELCOME <nonce> loader\n
#   runner → here   LAB-AGENT <bytes>\n<source>
#
# The source is evaluated in package main of the child, with the port as $main::IN and $main::OUT, and what has been
# read beyond it in $main::REST. On lab.0 the child stays when its runner leaves ($main::STAYS): sessions live in it,
# and it answers the next hello itself. On any other port its connection's end is its own.
use strict;
use warnings;
use Errno qw(EAGAIN);
use Fcntl;
use POSIX ();

our ($IN, $OUT, $REST, $STAYS);

# By their names in sysfs, not by /dev/virtio-ports: those links come from udev, which is later than we are.
sub port_devices {
    my %device = map { m{(\d+)\.in\z} ? ("lab.$1" => $_) : () } glob '/run/lab/*.in';
    for my $entry (glob '/sys/class/virtio-ports/*') {
        open my $file, '<', "$entry/name" or next;
        chomp(my $name = <$file> // '');
        $device{$name} = '/dev/' . ($entry =~ s{.*/}{}r) if $name =~ /\Alab\.\d+\z/;
    }
    return %device;
}

sub open_port {
    my ($name, $device) = @_;
    my $open = sub {
        my ($path, $mode) = @_;
        sysopen my $handle, $path, $mode or die "cannot open $path: $!\n";
        binmode $handle;
        return $handle;
    };
    my $is_pair = $device =~ /\.in\z/;
    my $in = $open->($device, $is_pair ? O_RDONLY | O_NONBLOCK : O_RDWR);
    return { name => $name, in => $in, out => $is_pair ? $open->($device =~ s/in\z/out/r, O_RDWR) : $in, heard => '' };
}

# A port without a runner reads as end of file at once, so waiting for it to be readable is no wait: SIGIO is.
sub mind {
    my ($port) = @_;
    fcntl $port->{in}, F_SETOWN, $$ + 0;
    fcntl $port->{in}, F_SETFL, O_NONBLOCK | O_ASYNC;
}

# The nonce of a hello that has come; what was read before it is forgotten.
sub hello {
    my ($port) = @_;
    for (;;) {
        my $count = sysread $port->{in}, my $text, 65536;
        if (!$count) { $port->{heard} = '' if defined $count; return }
        $port->{heard} = substr $port->{heard} . $text, -256;
        return $1 if $port->{heard} =~ /LAB-HELLO (\w+)\n\z/;
    }
}

# What the runner says next, whole; undef when it leaves first.
sub read_source {
    my ($port) = @_;
    my $line = '';
    # Byte by byte: what comes after the source is the agent's.
    while (sysread $port->{in}, my $byte, 1) {
        $line .= $byte;
        next if $byte ne "\n";
        # The runner has gone and another one is there.
        syswrite $port->{out}, "LAB-WELCOME $1 loader\n" if $line =~ /LAB-HELLO (\w+)\n\z/;
        return read_bytes($port->{in}, $1) if $line =~ /\ALAB-AGENT (\d+)\n\z/;
        $line = '';
    }
    return;
}

sub read_bytes {
    my ($handle, $length) = @_;
    my $text = '';
    while (length $text < $length) {
        sysread $handle, $text, $length - length $text, length $text or return;
    }
    return $text;
}

sub become_agent {
    my ($port, $nonce, @others) = @_;
    for my $other (@others) { close $other->{in}; close $other->{out} }
    fcntl $port->{in}, F_SETFL, 0;
    $SIG{$_} = 'DEFAULT' for qw(IO CHLD);
    POSIX::sigprocmask(POSIX::SIG_SETMASK(), POSIX::SigSet->new);
    syswrite $port->{out}, "LAB-WELCOME $nonce loader\n";
    my $source = read_source($port) // POSIX::_exit(0);
    ($IN, $OUT) = ($port->{in}, $port->{out});
    $REST = '';
    $STAYS = $port->{name} eq 'lab.0';
    eval "no strict; no warnings;\n#line 1 \"agent\"\n$source";
    warn $@ if $@;
    POSIX::_exit(0);
}

# Signals come only while we wait for them, so none is missed between a look and the wait.
my $sigio = 29;    # signal(7), on x86 and on ARM; POSIX does not know it
my $minded = POSIX::SigSet->new($sigio, POSIX::SIGCHLD());
POSIX::sigprocmask(POSIX::SIG_BLOCK(), $minded);
$SIG{$_} = sub { } for qw(IO CHLD);

my %device = port_devices();
die "no port named lab.0\n" unless $device{'lab.0'};
my @ports = map { open_port($_, $device{$_}) } sort keys %device;
mind($_) for @ports;
for (;;) {
    for my $port (grep { !$_->{child} } @ports) {
        my $nonce = hello($port) // next;
        $port->{heard} = '';
        $port->{child} = fork // next;
        become_agent($port, $nonce, grep { $_ != $port } @ports) if !$port->{child};
    }
    my $ended = waitpid -1, POSIX::WNOHANG();
    if ($ended > 0) {
        for my $port (grep { ($_->{child} // 0) == $ended } @ports) { delete $port->{child}; mind($port) }
        next;
    }
    POSIX::sigsuspend(POSIX::SigSet->new);
}
