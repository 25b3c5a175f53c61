# Commands outside every session, and TCP connections made from here.

my %commands;

$handlers{run} = sub {
  my ($id, $payload, $timeout_ms, $container_length, $script_length) = @_;
  my $container = substr $payload, 0, $container_length;
  my $script = substr $payload, $container_length, $script_length;
  my $input = substr $payload, $container_length + $script_length;
  start_command($id, $input, $timeout_ms, argv => [inside($container, 'bash', '-c', $script)]);
};

# Starts what `spawn` is to be told, and sends what comes of it.
sub start_command {
  my ($id, $input, $timeout_ms, %what) = @_;
  my ($in_reader, $in) = pipe_pair();
  my ($out, $out_writer) = pipe_pair();
  my ($err, $err_writer) = pipe_pair();
  my $since = uptime_ticks();
  my $pid = spawn(
    %what,
    fds => { 0 => $in_reader, 1 => $out_writer, 2 => $err_writer },
    env => \%environment,
    directory => $ENV{HOME},
  );
  write_later(nonblocking($in), $input, 1);
  close $in unless length $input;
  my $command = $commands{$id} = { pid => $pid, out => nonblocking($out), err => nonblocking($err) };
  for my $stream (qw(out err)) {
    my $handle = $command->{$stream};
    watch($handle, sub {
      my $chunk = read_some($handle);
      if (!defined $chunk) { unwatch($handle) }
      elsif (length $chunk) { send_frame($stream, $id, $chunk) }
    });
  }
  on_exit($pid, sub {
    my ($status) = @_;
    delete $commands{$id};
    for my $stream (qw(out err)) {
      my $text = read_present($command->{$stream});
      send_frame($stream, $id, $text) if length $text;
      unwatch($command->{$stream});
      close $command->{$stream};
    }
    send_frame('ran', $id, '', shell_status($status), $command->{late} ? 1 : 0);
  });
  after($timeout_ms, sub {
    return unless $commands{$id};
    $command->{late} = 1;
    kill 'KILL', -$pid, $pid, started_by($pid, { since => $since, before => {} });
  });
}

my %streams;

# A socket belongs to the network namespace it was made in: made inside the container's, used from here.
sub make_socket {
  my ($domain, $container) = @_;
  if ($container eq '') { socket my $socket, $domain, SOCK_STREAM, 0 or return; return $socket }
  chomp(my $pid = `lxc-info -n \Q$container\E -pH 2>/dev/null` // '');
  open my $theirs, '<', "/proc/$pid/ns/net" or do { $! = POSIX::ESRCH(); return };
  open my $own, '<', '/proc/self/ns/net' or return;
  return if syscall($syscall{setns}, fileno $theirs, 0x40000000) < 0;    # CLONE_NEWNET
  my $made = socket my $socket, $domain, SOCK_STREAM, 0;
  syscall $syscall{setns}, fileno $own, 0x40000000;
  return $made ? $socket : undef;
}

$handlers{dial} = sub {
  my ($id, $payload, $port, $timeout_ms) = @_;
  my ($address, $container) = split /\0/, $payload, 2;
  my $six = $address =~ /:/;
  my $failed = sub { send_frame('refused', $id, $_[0]) };
  my $socket = make_socket($six ? AF_INET6 : AF_INET, $container) or return $failed->(errno_name());
  my $packed = Socket::inet_pton($six ? AF_INET6 : AF_INET, $address) or return $failed->('EINVAL');
  nonblocking($socket);
  my $stream = $streams{$id} = { socket => $socket };
  my $connected = sub {
    delete $writers{ fileno $socket };
    my $error = unpack 'i', getsockopt $socket, SOL_SOCKET, SO_ERROR;
    if ($error) { $! = $error; delete $streams{$id}; return $failed->(errno_name()) }
    $stream->{open} = 1;
    send_frame('dialed', $id);
    watch($socket, sub {
      my $chunk = read_some($socket);
      if (!defined $chunk) { unwatch($socket); send_frame('eof', $id) }
      elsif (length $chunk) { send_frame('data', $id, $chunk) }
    });
  };
  my $target = $six ? pack_sockaddr_in6($port, $packed) : pack_sockaddr_in($port, $packed);
  if (!connect($socket, $target) && $! != EINPROGRESS) { delete $streams{$id}; return $failed->(errno_name()) }
  $writers{ fileno $socket } = { handle => $socket, text => '', ready => $connected };
  after($timeout_ms, sub {
    return if $stream->{open} || !$streams{$id};
    delete $writers{ fileno $socket };
    delete $streams{$id};
    $failed->('ETIMEDOUT');
  });
};

sub errno_name { my ($name) = grep { $!{$_} } keys %!; return $name // 'EIO' }

$handlers{data} = sub { my ($id, $data) = @_; write_later($streams{$id}{socket}, $data) if $streams{$id} };
$handlers{eof} = sub { my ($id) = @_; shutdown $streams{$id}{socket}, 1 if $streams{$id} };
$handlers{hang} = sub {
  my ($id) = @_;
  my $stream = delete $streams{$id} or return;
  unwatch($stream->{socket});
  close $stream->{socket};
};

# The runner has gone: nothing of it goes on.
sub end_all {
  kill 'KILL', -$_->{pid} for values %commands;
  close_session($_) for values %sessions;
  end_shells();
}
