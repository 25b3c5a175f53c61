# The runner at the other end: on a virtual machine it may leave, and another one take its place.
# Without a runner the port reads as end of file at once: it is looked at now and then, and when SIGIO says so.
my $look_again_ms = 50;

sub runner_left {
  if (!$STAYS) { $running = 0; return }
  $alone = 1;
  drop_exchanges();
  unwatch($IN);
  # The kernel may hand on what a new runner says before it knows of somebody there (virtio_console), and go on to say
  # that there is nobody: then the welcome waits.
  $out_buffer = '' if $out_buffer !~ /\ALAB-WELCOME [^\n]*\n\z/;
  $in_buffer = '';
  fcntl $IN, F_SETOWN, $$ + 0;
  fcntl $IN, F_SETFL, O_RDWR | O_NONBLOCK | O_ASYNC;
  look_for_runner();
}

sub look_for_runner {
  my $chunk = read_some($IN);
  return after($look_again_ms, \&look_for_runner) if !defined $chunk;
  $in_buffer = $chunk;
  $alone = 0 if length $out_buffer;
  watch($IN, \&take_input);
  meet_runner($1) if $in_buffer =~ /LAB-HELLO (\w+)\n\z/;
}

# What an earlier runner was told, or was going to be, is of no use to this one.
sub meet_runner {
  my ($nonce) = @_;
  drop_exchanges();
  $runner_count++;
  ($in_buffer, $out_buffer, $alone) = ('', "LAB-WELCOME $nonce agent $AGENT\n", 0);
}

# Ends what only its runner could have used. Sessions stay, unless they are in the middle of a block.
sub drop_exchanges {
  kill 'KILL', -$_->{pid} for values %commands;
  for my $stream (values %streams) { unwatch($stream->{socket}); close $stream->{socket} }
  %streams = ();
  my %busy = map { $_->{session}{id} => 1 } values %blocks;
  end_shells();
  close_session($_) for grep { !$_->{ready} || $busy{ $_->{id} } } values %sessions;
}

# The machine was stopped, maybe for months: its clock is behind, and what it holds to be random has been seen before.
$handlers{wake} = sub {
  my ($id, $seed, $seconds, $nanoseconds) = @_;
  syscall $syscall{clock_settime}, 0, pack('q2', $seconds, $nanoseconds);
  if (open my $random, '>:raw', '/dev/urandom') {
    syswrite $random, $seed;
    ioctl $random, 0x5207, 0;    # RNDRESEEDCRNG
  }
  send_frame('awake', $id);
};
