# Hands connections for one address and port to a listening socket that is bound elsewhere.
#
# Whoever listens on 192.0.2.80:80 keeps everybody else from listening on *:80, and labs run web servers. So the
# mirror listens on a port of its own, and a BPF program at socket lookup (kernel: Documentation/bpf/prog_sk_lookup.rst)
# gives it what comes for port 80: no rule, module or interface that a lab could see or flush.
use strict;
use warnings;
use Socket qw(inet_aton);

use constant { SYS_BPF => 321, MAP_CREATE => 0, MAP_UPDATE_ELEM => 2, PROG_LOAD => 5, LINK_CREATE => 28 };
use constant { SOCKMAP => 15, PROG_TYPE_SK_LOOKUP => 30, ATTACH_SK_LOOKUP => 36 };

sub bpf {
    my ($command, $attributes) = @_;
    my $result = syscall SYS_BPF, $command, $attributes, length $attributes;
    die "bpf($command): $!\n" if $result < 0;
    return $result;
}

sub pointer { return unpack 'Q', pack 'p', $_[0] }

# One instruction: opcode, destination and source register, offset, immediate (kernel: uapi/linux/bpf.h).
sub instruction {
    my ($opcode, $destination, $source, $offset, $immediate) = @_;
    return pack 'C C s l', $opcode, $destination | $source << 4, $offset, $immediate;
}

# Lives as long as this process.
sub steer {
    my ($address, $port, $listener) = @_;
    my $map = bpf(MAP_CREATE, pack 'L6', SOCKMAP, 4, 4, 1, 0, 0);
    my ($key, $value) = (pack('L', 0), pack 'L', fileno $listener);
    bpf(MAP_UPDATE_ELEM, pack 'L L Q Q Q', $map, 0, pointer($key), pointer($value), 0);
    my $code = join '',
        instruction(0xbf, 6, 1, 0,  0),                                  # r6 = context
        instruction(0x61, 2, 1, 40, 0),                                  # r2 = context->local_ip4
        instruction(0x55, 2, 0, 16, unpack 'l', inet_aton($address)),    # another address: out
        instruction(0x61, 2, 1, 60, 0),                                  # r2 = context->local_port
        instruction(0x55, 2, 0, 14, $port),                              # another port: out
        instruction(0x62, 10, 0, -4, 0),                                 # key = 0
        instruction(0x18, 1,  1, 0,  $map), instruction(0, 0, 0, 0, 0),  # r1 = map
        instruction(0xbf, 2, 10, 0,  0), instruction(0x07, 2, 0, 0, -4), # r2 = &key
        instruction(0x85, 0, 0, 0, 1),                                   # r0 = bpf_map_lookup_elem(r1, r2)
        instruction(0x15, 0, 0, 7, 0),                                   # nothing there: out
        instruction(0xbf, 7, 0, 0, 0),                                   # r7 = socket
        instruction(0xbf, 1, 6, 0, 0), instruction(0xbf, 2, 7, 0, 0), instruction(0xb7, 3, 0, 0, 0),
        instruction(0x85, 0, 0, 0, 124),                                 # bpf_sk_assign(context, socket, 0)
        instruction(0xbf, 1, 7, 0, 0),
        instruction(0x85, 0, 0, 0, 86),                                  # bpf_sk_release(socket)
        instruction(0xb7, 0, 0, 0, 1), instruction(0x95, 0, 0, 0, 0);    # out: return SK_PASS
    my $license = "Dual MIT/GPL\0";
    my $program = bpf(PROG_LOAD, pack 'L L Q Q L L Q L L x16 L L', PROG_TYPE_SK_LOOKUP, length($code) / 8,
        pointer($code), pointer($license), 0, 0, 0, 0, 0, 0, ATTACH_SK_LOOKUP);
    open my $namespace, '<', '/proc/self/ns/net' or die "/proc/self/ns/net: $!\n";
    bpf(LINK_CREATE, pack 'L4', $program, fileno $namespace, ATTACH_SK_LOOKUP, 0);
    return;
}

1;
