$handlers{ping} = sub { my ($id) = @_; send_frame('pong', $id) };

# Orphans of blocks come to us instead of to init, so that a block past its time can be ended whole (prctl(2),
# PR_SET_CHILD_SUBREAPER).
syscall $syscall{prctl}, 36, 1, 0, 0, 0;
# A host that is short of memory drops pages of programs and reads them anew; whoever is to answer even then keeps his
# own (mlockall(2), MCL_CURRENT | MCL_FUTURE).
syscall $syscall{mlockall}, 3 if is_exception();
eval { POSIX::setsid() };
$SIG{PIPE} = 'IGNORE';
$SIG{$_} = sub { } for qw(CHLD IO);
delete @ENV{ grep { /\ALC_|\A(?:BASH_ENV|ENV|PROMPT_COMMAND|SHELLOPTS|BASHOPTS)\z/ } keys %ENV };
nonblocking($_) for $IN, $OUT;
watch($IN, \&take_input);
$in_buffer = $REST;
take_frames();
turn() while $running;
end_all();
