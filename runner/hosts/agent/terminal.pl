# Starting shells: a login bash on a pseudo-terminal, or a bash that reads a script from a pipe (see shell.pl).

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
