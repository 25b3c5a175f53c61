# Takes an agent from the runner over a virtio-serial port and becomes it.
#
#   loader → runner   LAB-LOADER\n                      ready for a source; once a connection
#   runner → loader   …LAB-AGENT <bytes>\n<source>      anything before that line is skipped
#
# The source is evaluated in package main, with the port as $main::IN and $main::OUT, and what has been read beyond it
# in $main::REST. When it returns, a fresh loader takes its place.
use strict;
use warnings;

our ($IN, $OUT, $REST);

# By its name in sysfs, not by /dev/virtio-ports: those links come from udev, which is later than we are.
sub port_device {
    for my $entry (glob '/sys/class/virtio-ports/*') {
        open my $name, '<', "$entry/name" or next;
        chomp(my $line = <$name> // '');
        return '/dev/' . ($entry =~ s{.*/}{}r) if $line eq 'lab.agent';
    }
    die "no virtio port named lab.agent\n";
}

sub read_source {
    my ($port) = @_;
    # While nobody is connected a read gives end of file at once, but a write blocks: so the greeting is also the wait.
    while (syswrite $port, "LAB-LOADER\n") {
        my $length = read_header($port) // next;
        my $source = '';
        while (length $source < $length) {
            sysread $port, $source, $length - length $source, length $source or last;
        }
        return $source if length $source == $length;
    }
    die "cannot write to the port: $!\n";
}

# The number of bytes that the next source has; undef when the other end leaves. Byte by byte, for what comes after
# the source is the agent's.
sub read_header {
    my ($port) = @_;
    my $line = '';
    while (sysread $port, my $byte, 1) {
        $line .= $byte;
        next if $byte ne "\n";
        return $1 if $line =~ /\ALAB-AGENT (\d+)\n\z/;
        $line = '';
    }
    return;
}

open $IN, '+<:raw', port_device() or die "cannot open the port: $!\n";
$OUT = $IN;
my $source = read_source($IN);
eval "no strict; no warnings;\n#line 1 \"agent\"\n$source";
warn $@ if $@;
close $IN;
exec $^X, $0;
