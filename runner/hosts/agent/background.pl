# Background blocks, forked from a session, and terminals for blocks that want one.

# A way for a session, in a container too, to open our end of a pipe by name: a FIFO, unlinked once it has been opened.
$handlers{fork} = sub {
  my ($id, $text, $session_id, $line) = @_;
  my $session = $sessions{$session_id} or return send_frame('quit', $id, '', 1);
  my ($root, $path) = ('', "/tmp/.lab-$$-$id");
  if ($session->{container} ne '') { $root = "/proc/$session->{bash}/root" }
  POSIX::mkfifo("$root$path", 0600);
  sysopen my $out, "$root$path", O_RDWR | O_NONBLOCK or return send_frame('quit', $id, '', 1);
  my $block = $blocks{$id} =
    { id => $id, session => $session, out => $out, fifo => "$root$path" };
  watch($out, sub { my $chunk = read_some($out); send_frame('out', $id, $chunk) if length $chunk });
  write_later($session->{in}, sprintf("fork %d %s %s %d\n", length $text, $id, $path, $line) . $text);
};

sub fork_started {
  my ($session, $id, $pid) = @_;
  my $block = $blocks{$id} or return;
  unlink $block->{fifo};
  $block->{pid} = host_pid($session, $pid);
  $block->{group} = process_table()->{ $block->{pid} }{group} // $block->{pid};
  send_frame('forked', $id);
}

# What it had printed by then goes out first: whoever waits for a text of it must not hear of its end before.
sub background_ended {
  my ($id, $status) = @_;
  my $block = $blocks{$id} or return;
  my $text = read_present($block->{out});
  send_frame('out', $id, $text) if length $text;
  send_frame('quit', $id, '', $status);
}

# A pid as the session sees it, to a pid as this host sees it (the last number of NSpid in proc(5)).
sub host_pid {
  my ($session, $pid) = @_;
  return $pid if $session->{container} eq '';
  for my $candidate (started_by($session->{bash}, { since => 0, before => {} })) {
    my $status = read_file("/proc/$candidate/status") // next;
    return $candidate if $status =~ /^NSpid:.*\t$pid$/m;
  }
  return $pid;
}

# What the block started: the process group that job control gave it, all below it, and orphans of its own time.
sub background_processes {
  my ($block) = @_;
  my $table = process_table();
  my %below = map { $_ => 1 } grep { $table->{$_}{group} == $block->{group} } keys %$table;
  for (;;) {
    my @more = grep { !$below{$_} && $below{ $table->{$_}{parent} } } keys %$table;
    last unless @more;
    $below{$_} = 1 for @more;
  }
  $block->{known}{$_} = $table->{$_}{start} for keys %below;
  # A process that left the group is still the block's: it is known by its pid and start time.
  return grep { $table->{$_} && $table->{$_}{state} ne 'Z' && $table->{$_}{start} == $block->{known}{$_} }
    keys %{ $block->{known} };
}

# Whom to send a signal so that it comes to a block as from a terminal: to its process group at once. One process after
# the other, and bash could see a program of its own end by INT, and end by errexit, before its trap knows of INT.
sub background_targets {
  my ($block) = @_;
  my @pids = background_processes($block);
  my $table = process_table();
  my @apart = grep { $table->{$_} && $table->{$_}{group} != $block->{group} } @pids;
  return @apart < @pids ? (-$block->{group}, @apart) : @apart;
}

$handlers{end} = sub {
  my ($id, undef, $grace_ms) = @_;
  my $block = $blocks{$id} or return send_frame('over', $id);
  end_processes(
    signals => ['INT', 'TERM', 'KILL'],
    grace_ms => $grace_ms,
    find => sub { background_targets($block) },
    done => sub {
      my $text = read_present($block->{out});
      send_frame('out', $id, $text) if length $text;
      unwatch($block->{out});
      close $block->{out};
      unlink $block->{fifo};
      delete $blocks{$id};
      send_frame('over', $id);
    },
  );
};

# Bash that leads its session gets the first terminal it opens as its controlling terminal, a block's. Before that is
# closed it has to be taken away again, or the kernel would hang up on bash: by another session, as root may
# (TIOCSCTTY, 1).
sub take_terminal {
  my ($terminal) = @_;
  my $pid = fork // return;
  if (!$pid) {
    POSIX::setsid();
    ioctl $terminal, 0x540E, 1;
    POSIX::_exit(0);
  }
  waitpid $pid, 0;
}

# A pseudo-terminal of 80×24 that neither echoes nor turns newlines into carriage returns; its path for the session.
sub open_terminal {
  my ($block, $container) = @_;
  my $root = $container eq '' ? '' : "/proc/$block->{session}{bash}/root";
  sysopen my $master, $root eq '' ? '/dev/ptmx' : "$root/dev/pts/ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK or return '-';
  my $number = pack 'i', 0;
  ioctl $master, 0x40045431, $number;    # TIOCSPTLCK: unlock
  ioctl $master, 0x80045430, $number;    # TIOCGPTN
  my $path = '/dev/pts/' . unpack 'i', $number;
  sysopen my $slave, "$root$path", O_RDWR | O_NOCTTY or return '-';
  my $size = pack 'S4', 24, 80, 0, 0;
  ioctl $slave, 0x5414, $size;    # TIOCSWINSZ
  my $termios = POSIX::Termios->new;
  $termios->getattr(fileno $slave);
  $termios->setoflag($termios->getoflag & ~&POSIX::OPOST);
  $termios->setlflag($termios->getlflag & ~&POSIX::ECHO);
  $termios->setattr(fileno $slave, &POSIX::TCSANOW);
  @$block{qw(terminal slave mark)} = ($master, $slave, "\0lab-end-$block->{id}\0");
  watch($master, sub { session_output($block->{session}, read_some($master) // '') });
  return $path;
}

# A terminal hands data on from a kernel thread: a mark written last tells when all before it has come.
sub terminal_rest {
  my ($block) = @_;
  my ($master, $text) = ($block->{terminal}, '');
  unwatch($master);
  syswrite $block->{slave}, $block->{mark};
  my $until_ms = now_ms() + 5000;
  while ($text !~ s/\Q$block->{mark}\E.*//s && now_ms() < $until_ms) {
    my $set = '';
    vec($set, fileno $master, 1) = 1;
    select $set, undef, undef, 1;
    $text .= read_some($master) // last;
  }
  take_terminal($block->{slave}) if $may_take_terminals;
  close $master;
  close $block->{slave};
  return $text;
}
