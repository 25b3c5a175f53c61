# Runs one user-mode Linux and is to its ports what QEMU is to those of virtio-serial: a unix socket port0, port1, … in
# the host's folder for each, which carries one connection at a time. All go over one serial line of the guest; its
# other end is content/image/root/usr/local/lib/lab/lines.pl.
#
# A frame is TYPE (a letter), PORT (a byte), LENGTH (two bytes, big-endian), and for `d` so many bytes:
#   o, c   somebody has come to the port, has left it          (from here)
#   a      LENGTH bytes of the line were read                  (from the guest)
#   w      LENGTH bytes of a port's data were handed on: there is room for as many
#   d      data of a port
# The guest's tty has room for 4,095 bytes and from 3,968 on loses some (n_tty; measured with 2.7 MB at once): what it
# has not read yet is kept below that.
#
# It is process 1 of a process namespace: whatever happens to it, everything of the guest is gone with it.
# usage: unshare --pid --fork --kill-child perl bridge.pl FOLDER CORES PRELOAD KERNEL ARGUMENT...
#        CORES: folder of locks that say which cores are taken. The kernel gets the line as 3 (to read) and 4, and
#        PRELOAD before its own libraries (ld.so(8)).
use strict;
use warnings;
use Errno qw(EAGAIN EINTR);
use Fcntl qw(:flock F_SETFD F_SETFL O_CREAT O_NONBLOCK O_RDWR);
use POSIX ();
use Socket;

# Of errno(3), ENOSPC: what we end with where the guest's disk can't be written to, or its memory has no room.
my $no_room = 28;
my ($port_count, $line_room, $window) = (8, 3072, 32768);
my ($folder, $cores, $preload, $kernel, @arguments) = @ARGV;

# Ended from outside (the supervisor's group), or by the end of the guest.
$SIG{$_} = sub { exit 143 } for qw(TERM INT HUP);
$SIG{PIPE} = 'IGNORE';
my $has_ended = 0;
$SIG{CHLD} = sub { $has_ended = 1 };

my @ports = map { listen_at($_) } 0 .. $port_count - 1;
my ($to_guest, $from_guest, $console, $child) = start_guest();
my ($is_ready, $heard, $said, $last_words) = (0, '', '', '');
open my $console_log, '>', "$folder/console.log" or die "cannot make $folder/console.log: $!\n";
until ($has_ended && waitpid($child, POSIX::WNOHANG()) == $child) { turn() }
my $status = $? & 127 ? 128 + ($? & 127) : $? >> 8;
1 while keep_console();
exit $status;

sub listen_at {
    my ($number) = @_;
    socket my $listener, AF_UNIX, SOCK_STREAM, 0 or die "socket: $!\n";
    bind $listener, pack_sockaddr_un("$folder/port$number") or die "cannot make $folder/port$number: $!\n";
    listen $listener, 8;
    return { number => $number, listener => $listener, waiting => '', room => $window };
}

sub start_guest {
    pipe my $guest_in, my $to or die "pipe: $!\n";
    pipe my $from, my $guest_out or die "pipe: $!\n";
    pipe my $console, my $guest_console or die "pipe: $!\n";
    my $pid = fork // die "fork: $!\n";
    if (!$pid) {
        take_core();
        open STDIN, '<', '/dev/null';
        POSIX::dup2(fileno $guest_console, 1);
        # Above what dup2 puts in place, whatever numbers they had.
        my ($in, $out) = map { POSIX::dup2(fileno $_->[0], $_->[1]); $_->[1] } [$guest_in, 100], [$guest_out, 101];
        POSIX::dup2($in, 3);
        POSIX::dup2($out, 4);
        # A guest that reboots starts itself anew, by the name that it was called by.
        my $name = "$folder/user-mode-linux";
        symlink '/bin/true', $name;
        $ENV{LD_PRELOAD} = $preload;
        exec { $kernel } $name, @arguments;
        die "cannot start $kernel: $!\n";
    }
    for my $handle ($to, $from, $console) { fcntl $handle, F_SETFL, O_NONBLOCK; binmode $handle }
    return ($to, $from, $console, $pid);
}

# A guest has one processor, and on one core it is quick (measured: 5.6 s of work there, 18.3 s where the kernel moved
# it about). Takes the core with the fewest guests; the lock says so as long as the guest lives.
sub take_core {
    my $set = "\0" x 128;
    my $size = syscall 204, 0, length $set, $set;    # sched_getaffinity(2)
    my @allowed = grep { vec $set, $_, 1 } 0 .. 8 * $size - 1;
    for my $others (0 .. 63) {
        for my $core (@allowed) {
            sysopen my $lock, "$cores/$core.$others", O_RDWR | O_CREAT or die "cannot open a lock in $cores: $!\n";
            next if !flock $lock, LOCK_EX | LOCK_NB;
            fcntl $lock, F_SETFD, 0;
            my $only = '';
            vec($only, $core, 1) = 1;
            $only .= "\0" x (128 - length $only);
            syscall 203, 0, length $only, $only;     # sched_setaffinity(2)
            our $held = $lock;
            return;
        }
    }
}

sub turn {
    my ($readable, $writable) = ('', '');
    vec($readable, fileno $_, 1) = 1 for $console, $from_guest;
    vec($writable, fileno $to_guest, 1) = 1 if length $said && $line_room;
    for my $port (@ports) {
        vec($readable, fileno $port->{listener}, 1) = 1 if !$port->{socket} && $is_ready;
        vec($readable, fileno $port->{socket}, 1) = 1 if $port->{socket} && $port->{room} && length $said < $window;
        vec($writable, fileno $port->{socket}, 1) = 1 if $port->{socket} && length $port->{waiting};
    }
    # Not for ever: a signal that comes right before it does not end it.
    select($readable, $writable, undef, $has_ended ? 0 : 1) > 0 or return;
    keep_console() if vec $readable, fileno $console, 1;
    hear() if vec $readable, fileno $from_guest, 1;
    for my $port (@ports) {
        hand_on($port) if $port->{socket} && vec $writable, fileno $port->{socket}, 1;
        say_of($port) if $port->{socket} && vec $readable, fileno $port->{socket}, 1;
        meet($port) if vec $readable, fileno $port->{listener}, 1;
    }
    speak();
}

# What the guest's kernel says. Where its disk can't be written to, programs go on as if it could (QEMU stops the machine):
# the host ends, before it says anything else.
sub keep_console {
    my $count = sysread $console, my $text, 65536 or return;
    syswrite $console_log, $text;
    $last_words = substr $last_words . $text, -65536 - 100;
    exit $no_room if $last_words =~ m{error, dev ubda, sector|Bus error - the host /dev/shm};
    return $count;
}

sub frame { my ($type, $port, $length, $text) = @_; $said .= pack('a C n', $type, $port->{number}, $length) . ($text // '') }

sub meet {
    my ($port) = @_;
    accept $port->{socket}, $port->{listener} or return;
    fcntl $port->{socket}, F_SETFL, O_NONBLOCK;
    frame('o', $port, 0);
}

sub hear {
    my $count = sysread $from_guest, $heard, 65536, length $heard;
    return if !$count;
    if (!$is_ready) {
        # Before it, the tty may say what it likes.
        return if $heard !~ s/\A.*?LAB-LINE\n//s;
        $is_ready = 1;
    }
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
        elsif ($type eq 'a') { $line_room += $length }
        substr $heard, 0, 4, '';
    }
}

# Gives who is at a port what he takes; without anybody there it is lost, as at a port of virtio.
sub hand_on {
    my ($port) = @_;
    return if !length $port->{waiting};
    my $count = $port->{socket} ? syswrite $port->{socket}, $port->{waiting} : length $port->{waiting};
    return if !$count;
    substr $port->{waiting}, 0, $count, '';
    frame('w', $port, $count);
}

sub say_of {
    my ($port) = @_;
    my $count = sysread $port->{socket}, my $text, $port->{room};
    return if !defined $count && ($! == EAGAIN || $! == EINTR);
    if ($count) {
        $port->{room} -= $count;
        frame('d', $port, $count, $text);
        return;
    }
    close delete $port->{socket};
    hand_on($port);
    frame('c', $port, 0);
}

sub speak {
    return if !$is_ready || !$line_room || !length $said;
    my $count = syswrite $to_guest, $said, $line_room;
    return if !$count;
    $line_room -= $count;
    substr $said, 0, $count, '';
}
