# Processes: starting, waiting for, finding and ending them.

# Starts a program, or `code` as a fork of ours, in a process group of its own, with `leader` in a session of its own, with `controlling` in one whose
# controlling terminal is its standard input. `fds` maps the program's descriptor numbers to handles.
sub spawn {
  my (%o) = @_;
  my $pid = fork // return undef;
  return $pid if $pid;
  $SIG{$_} = 'DEFAULT' for qw(PIPE CHLD TERM INT HUP);
  be_no_exception();
  if ($o{leader} || $o{controlling}) { POSIX::setsid() } else { POSIX::setpgid(0, 0) }
  ioctl $o{fds}{0}, 0x540E, 0 if $o{controlling};    # TIOCSCTTY
  my %fds = %{ $o{fds} };
  # Two passes: first out of the way of the numbers wanted, then onto them.
  my %moved = map { $_ => fcntl($fds{$_}, F_DUPFD, 100) } keys %fds;
  for my $number (keys %moved) { POSIX::dup2($moved{$number}, $number); POSIX::close($moved{$number}) }
  %ENV = (%ENV, %{ $o{env} // {} });
  chdir($o{directory} // '/') || chdir '/';
  if ($o{code}) { $o{code}->(); POSIX::_exit(0) }
  { no warnings; exec { $o{argv}[0] } @{ $o{argv} } }
  my $message = "Cannot start $o{argv}[0]: $!\n";
  syswrite STDERR, $message;
  POSIX::_exit(127);
}

# In a virtual machine we are the last that the kernel ends where memory is short.
sub is_exception { return (read_file('/proc/self/oom_score_adj') // 0) < 0 }

# What we start for a lab is not.
sub be_no_exception { write_file('/proc/self/oom_score_adj', 0) if is_exception() }

# Calls back with the wait status when a child of ours ends.
sub on_exit {
  my ($pid, $callback) = @_;
  my $number = syscall $syscall{pidfd_open}, $pid, 0;
  $exited{$pid} = { callback => $callback };
  return if $number < 0;
  open my $handle, '<&=', $number or return;
  $exited{$pid}{handle} = $handle;
  watch($handle, sub { reap() });
}

sub reap {
  while ((my $pid = waitpid -1, POSIX::WNOHANG()) > 0) {
    my $status = $?;
    my $entry = delete $exited{$pid} or next;
    unwatch($entry->{handle}) if $entry->{handle};
    $entry->{callback}->($status);
  }
}

# 128 + n for signal n, as a shell says it.
sub shell_status { my ($status) = @_; return $status & 127 ? 128 + ($status & 127) : $status >> 8 }

# Hundredths of a second since boot: the unit of a process's start time in /proc (proc(5), clock_gettime(2)). Asked at
# each block.
sub uptime_ticks {
  my $time = "\0" x 16;
  syscall $syscall{clock_gettime}, 7, $time;    # CLOCK_BOOTTIME
  my ($seconds, $nanoseconds) = unpack 'q2', $time;
  return 100 * $seconds + int($nanoseconds / 10_000_000);
}

# pid => { parent, group, start, state } of every process.
sub process_table {
  my %table;
  opendir my $proc, '/proc' or return \%table;
  for my $pid (grep { /\A\d+\z/ } readdir $proc) {
    my $stat = read_file("/proc/$pid/stat") // next;
    my @field = split ' ', substr $stat, rindex($stat, ')') + 2;
    $table{$pid} = { state => $field[0], parent => $field[1], group => $field[2], start => $field[19] };
  }
  return \%table;
}

# The children of some processes, as a set.
sub children_of {
  return { map { $_ => 1 } map { split ' ', read_file("/proc/$_/task/$_/children") // '' } @_ };
}

# Live processes that a block started: those that descend from `root`, share its process group, or were orphaned to
# us, since the block began; not what was `before` it, nor what that started.
sub started_by {
  my ($root, $block) = @_;
  my $table = process_table();
  my %below = ($root => 1);
  my $group = $table->{$root} ? $table->{$root}{group} : $root;
  my %apart = (%{ $block->{before} }, map { $_ => 1 } keys %exited, $$);
  delete $apart{$root};
  for (;;) {
    my $before = keys %below;
    for my $pid (keys %$table) {
      next if $below{$pid} || $apart{$pid};
      my $process = $table->{$pid};
      $below{$pid} = 1
        if $below{ $process->{parent} } || $process->{group} == $group || $process->{parent} == $$;
    }
    last if keys %below == $before;
  }
  delete $below{$root};
  return grep { $table->{$_}{state} ne 'Z' && $table->{$_}{start} >= $block->{since} } keys %below;
}

# Ends at once what `find` finds, and what that may have started meanwhile. `starter`, a shell, stands still for it: what
# it starts between the looking and the killing nobody would end.
sub kill_all {
  my ($starter, $find) = @_;
  kill 'STOP', $starter if $starter;
  for (1 .. 200) {
    my @pids = $find->() or return;
    kill 'KILL', @pids;
    select undef, undef, undef, 0.005;
  }
}

# Sends `signals` in turn, `grace_ms` apart and the last one again and again, to what `find` finds, until it finds
# nothing and `waiting` (if given) is false; then calls `done`.
sub end_processes {
  my (%o) = @_;
  my @signals = @{ $o{signals} };
  my $next_ms = 0;
  my $tick;
  $tick = sub {
    my @pids = $o{find}->();
    if (!@pids && !($o{waiting} && $o{waiting}->())) { undef $tick; return $o{done}->() }
    if (@pids && (now_ms() >= $next_ms || @signals == 1)) {
      kill $signals[0], @pids;
      $next_ms = now_ms() + $o{grace_ms};
      shift @signals if @signals > 1;
    }
    after(20, $tick);
  };
  $tick->();
}
