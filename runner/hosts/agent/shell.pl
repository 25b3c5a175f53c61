# Shells with streams of their own, on a pseudo-terminal or on pipes.
# Neither side sends more than a window ahead of what the other has taken: `yes` fills no memory, Ctrl-C is not queued
# behind megabytes, and no paste is lost.

my %shells;
my $window = 1 << 17;

sub start_shell {
  my ($shell) = @_;
  @$shell{qw(room queue taken)} = ($window, '', 0);
  $shells{ $shell->{id} } = $shell;
  send_frame('started', $shell->{id});
  listen_to($shell);
  on_exit($shell->{pid}, sub { shell_exited($shell, shell_status($_[0])) });
}

sub listen_to {
  my ($shell) = @_;
  for my $type (keys %{ $shell->{sources} }) {
    watch($shell->{sources}{$type}, sub { shell_output($shell, $type) });
  }
}

sub shell_output {
  my ($shell, $type) = @_;
  my ($handle, $text) = ($shell->{sources}{$type}, '');
  # A terminal hands out 4 KiB at a time.
  while (length $text < $window / 2) {
    my $chunk = read_some($handle, $window / 2);
    if (!defined $chunk) {
      ignore($handle);
      delete $shell->{sources}{$type};
      last;
    }
    last if $chunk eq '';
    $text .= $chunk;
  }
  keep_newlines($handle) if delete $shell->{attached};
  send_frame($type, $shell->{id}, $text) if length $text;
  $shell->{room} -= length $text;
  if ($shell->{room} <= 0) { ignore($_) for values %{ $shell->{sources} } }
  shell_over($shell) if defined $shell->{status} && !%{ $shell->{sources} };
}

$handlers{took} = sub {
  my ($id, undef, $count) = @_;
  my $shell = $shells{$id} or return;
  my $full = $shell->{room} <= 0;
  $shell->{room} += $count;
  listen_to($shell) if $full && $shell->{room} > 0;
};

# What is typed; nothing at all is its end.
$handlers{keys} = sub {
  my ($id, $bytes) = @_;
  my $shell = $shells{$id} or return;
  return unless $shell->{in};
  $shell->{queue} .= $bytes;
  $shell->{ended} = 1 if $bytes eq '';
  type_queue($shell);
};

sub type_queue {
  my ($shell) = @_;
  my $in = $shell->{in};
  while (length $shell->{queue}) {
    my $count = syswrite $in, $shell->{queue}, $window;
    last if !defined $count && ($! == EAGAIN || $! == EINTR);
    # Nobody is there to read it any more.
    $count //= length $shell->{queue};
    substr $shell->{queue}, 0, $count, '';
    $shell->{taken} += $count;
  }
  if ($shell->{taken} >= $window / 4) {
    send_frame('took', $shell->{id}, '', $shell->{taken});
    $shell->{taken} = 0;
  }
  if (length $shell->{queue}) {
    $writers{ fileno $in } //= { handle => $in, text => '', ready => sub { type_queue($shell) } };
    return;
  }
  delete $writers{ fileno $in };
  close delete $shell->{in} if $shell->{ended} && !$shell->{terminal};
}

$handlers{resize} = sub {
  my ($id, undef, $rows, $columns) = @_;
  my $shell = $shells{$id} or return;
  set_size($shell->{in}, $rows, $columns) if $shell->{in};
};

sub shell_exited {
  my ($shell, $status) = @_;
  $shell->{status} = $status;
  return shell_over($shell) unless %{ $shell->{sources} };
  if (!$shell->{terminal}) {
    # What it left running may hold the pipes open for ever.
    for my $type (keys %{ $shell->{sources} }) {
      my $text = read_present($shell->{sources}{$type});
      send_frame($type, $shell->{id}, $text) if length $text;
    }
    return shell_over($shell);
  }
  # The kernel hangs a terminal up when its session's leader ends: its end comes once all has been read, unless
  # another program opened it anew.
  my $tick;
  $tick = sub {
    my $over = !$shells{ $shell->{id} };
    if (!$over && $shell->{room} <= 0) { return after(1000, $tick) }
    undef $tick;
    shell_over($shell) unless $over;
  };
  after(1000, $tick);
}

sub shell_over {
  my ($shell) = @_;
  delete $shells{ $shell->{id} };
  close_streams($shell);
  send_frame('quit', $shell->{id}, '', $shell->{status});
}

sub close_streams {
  my ($shell) = @_;
  # A terminal's one handle is both.
  my %handles = map { $_ => $_ } grep { $_ } values %{ $shell->{sources} }, delete $shell->{in};
  $shell->{sources} = {};
  for my $handle (values %handles) { unwatch($handle); close $handle }
}

# To a terminal's programs it is as if its window had been closed: SIGHUP from the kernel. A script gets Ctrl-C's
# signal, and a second later what is left of it is killed.
sub hang_up {
  my ($shell) = @_;
  close_streams($shell);
  return if $shell->{terminal};
  my $pid = $shell->{pid};
  kill 'INT', -$pid;
  after(1000, sub {
    kill 'KILL', $pid, started_by($pid, { since => $shell->{since}, before => {} }) if $shells{ $shell->{id} };
  });
}

$handlers{hangup} = sub { my ($id) = @_; hang_up($shells{$id}) if $shells{$id} };

# The runner has gone.
sub end_shells {
  for my $shell (values %shells) {
    close_streams($shell);
    next if $shell->{terminal};
    my $pid = $shell->{pid};
    kill_all($pid, sub { started_by($pid, { since => $shell->{since}, before => {} }) });
    kill 'KILL', -$pid, $pid;
  }
}
