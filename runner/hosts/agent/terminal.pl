# Shells with streams of their own: a login bash on a pseudo-terminal, or a bash that reads a script from a pipe.
# Neither side sends more than a window ahead of what the other has taken: `yes` fills no memory, Ctrl-C is not queued
# behind megabytes, and no paste is lost.

my %shells;
my $window = 1 << 17;

# What the terminal's user has in TERM is kept where this place knows it. IUTF8: backspace erases whole characters.
my $login = <<'END';
cd
for folder in ~/.terminfo /etc/terminfo /lib/terminfo /usr/share/terminfo; do
  [[ -e $folder/${TERM:0:1}/$TERM ]] && known=1
done
[[ $known ]] || TERM=xterm-256color
stty iutf8 2>/dev/null
exec -l bash
END

$handlers{terminal} = sub {
  my ($id, $payload, $rows, $columns) = @_;
  my ($container, $term) = split /\0/, $payload, 2;
  my ($master, $slave) = make_terminal($rows, $columns) or return send_frame('quit', $id, "$!", 1);
  my ($user, $home) = (getpwuid $>)[0, 7];
  my %set = (TERM => $term, LANG => 'C.UTF-8', SHELL => '/bin/bash', USER => $user // 'root', LOGNAME => $user // 'root');
  my @argv = ('bash', '-c', $login);
  my $pid = spawn(
    argv => $container eq '' ? \@argv : [attach($container, { %set, USER => 'root', LOGNAME => 'root' }, @argv)],
    fds => { 0 => $slave, 1 => $slave, 2 => $slave },
    env => { HOME => $home, %ENV, %set },
    controlling => 1,
  );
  close $slave;
  my $attached = $container ne '';
  start_shell({ id => $id, pid => $pid, terminal => 1, attached => $attached, in => $master, sources => { out => $master } });
};

$handlers{script} = sub {
  my ($id, $container) = @_;
  my ($in_reader, $in) = pipe_pair();
  my ($out, $out_writer) = pipe_pair();
  my ($err, $err_writer) = pipe_pair();
  my $since = uptime_ticks();
  my $pid = spawn(
    argv => [inside($container, 'bash', '-s')],
    fds => { 0 => $in_reader, 1 => $out_writer, 2 => $err_writer },
    env => \%environment,
    directory => $ENV{HOME},
  );
  nonblocking($_) for $in, $out, $err;
  start_shell({ id => $id, pid => $pid, since => $since, in => $in, sources => { out => $out, err => $err } });
};

# A pseudo-terminal of this size: our end, and the shell's.
sub make_terminal {
  my ($rows, $columns) = @_;
  sysopen my $master, '/dev/ptmx', O_RDWR | O_NOCTTY | O_NONBLOCK or return;
  my $number = pack 'i', 0;
  ioctl $master, 0x40045431, $number or return;    # TIOCSPTLCK: unlock
  ioctl $master, 0x80045430, $number or return;    # TIOCGPTN
  sysopen my $slave, '/dev/pts/' . unpack('i', $number), O_RDWR | O_NOCTTY or return;
  set_size($master, $rows, $columns);
  return ($master, $slave);
}

# The kernel tells the terminal's foreground programs of a new size (SIGWINCH).
sub set_size {
  my ($terminal, $rows, $columns) = @_;
  my $size = pack 'S4', $rows, $columns, 0, 0;
  ioctl $terminal, 0x5414, $size;    # TIOCSWINSZ
}

# lxc-attach passes on the bytes of a terminal of its own, but has ours make CR LF of each LF: full-screen programs
# move the cursor down by LF. It sets that before it passes on anything, and not again.
sub keep_newlines {
  my ($master) = @_;
  my $termios = POSIX::Termios->new;
  $termios->getattr(fileno $master);
  $termios->setoflag($termios->getoflag & ~&POSIX::OPOST);
  $termios->setattr(fileno $master, &POSIX::TCSANOW);
}

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

# Not `unwatch`: what is to be written to a terminal goes over the same handle.
sub ignore { my ($handle) = @_; delete $readers{ fileno $handle } }

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
    kill 'KILL', -$pid, $pid, started_by($pid, { since => $shell->{since}, before => {} });
  }
}
