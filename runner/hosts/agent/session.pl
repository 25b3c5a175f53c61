# Sessions: one bash each, whose standard input brings requests, whose output is one pipe, and whose descriptor 61
# brings notes. $INIT and $LOOP hold session.sh and loop.sh.
my (%sessions, %blocks);
# Whether a block's terminal can be its controlling terminal: see take_terminal.
my $may_take_terminals = $> == 0;
my $container_path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
my %environment = (LANG => 'C.UTF-8', TERM => 'dumb', PAGER => 'cat', DEBIAN_FRONTEND => 'noninteractive');

# The program and its arguments, on this host or inside a container of it.
sub inside {
  my ($container, @argv) = @_;
  return $container eq '' ? @argv : attach($container, \%environment, @argv);
}

# The program and its arguments inside a container, with this environment.
sub attach {
  my ($container, $environment, @argv) = @_;
  my %set = (%$environment, HOME => '/root', PATH => $container_path);
  return ('lxc-attach', '-n', $container, '--clear-env', (map { ('-v', "$_=$set{$_}") } sort keys %set), '--', @argv);
}

sub pipe_pair { pipe my $reader, my $writer or die "pipe: $!"; return ($reader, $writer) }

# A session that an earlier runner left is taken up again, as the reader left it.
$handlers{open} = sub {
  my ($id, $container) = @_;
  my ($left) = grep { $_->{container} eq $container && $_->{runner} != $runner_count && !$_->{shut} } values %sessions;
  if ($left) {
    delete $sessions{ $left->{id} };
    @$left{qw(id runner)} = ($id, $runner_count);
    $sessions{$id} = $left;
    # Functions that its blocks defined are known by the lines that these had.
    my @history = map { "$_->[0] " . length($_->[1]) . "\n$_->[1]" } @{ $left->{history} };
    return send_frame('opened', $id, join '', @history);
  }
  my ($in_reader, $in) = pipe_pair();
  my ($out, $out_writer) = pipe_pair();
  my ($notes, $notes_writer) = pipe_pair();
  fcntl $out, 1031, 1 << 20;    # F_SETPIPE_SZ: long output in fewer turns
  my $pid = spawn(
    argv => [inside($container, 'bash', '--noprofile', '--norc', '-s')],
    fds => { 0 => $in_reader, 1 => $out_writer, 2 => $out_writer, 61 => $notes_writer },
    env => \%environment,
    directory => $ENV{HOME},
    leader => $may_take_terminals,
  );
  my $session = $sessions{$id} = {
    id => $id, runner => $runner_count, pid => $pid, container => $container, note_text => '', heard => '', history => [],
    in => nonblocking($in), out => nonblocking($out), notes => nonblocking($notes),
  };
  listen_to_session($session);
  watch($notes, sub { session_notes($session) });
  on_exit($pid, sub { session_ended($session, $_[0]) });
  my $start = "cd\n$INIT";
  write_later($in, 'LC_ALL=C read -r -N ' . length($start) . ' __lab_init; eval "$__lab_init"; unset __lab_init' . "\n");
  write_later($in, $start . $LOOP);
};

sub listen_to_session {
  my ($session) = @_;
  watch($session->{out}, sub { session_output($session, read_some($session->{out})) });
}

# A short block's output is read when it has ended (block_done): to read it at once would wake us and the runner once
# more, and its bash would wait for that.
my $short_ms = 20;

sub listen_later {
  my ($session) = @_;
  my $is_later = defined $session->{listen_ms};
  $session->{listen_ms} = now_ms() + $short_ms;
  return if $is_later;
  ignore($session->{out});
  my $tick;
  $tick = sub {
    my $left = $session->{listen_ms} - now_ms();
    return after($left, $tick) if $left > 0;
    undef $tick;
    delete $session->{listen_ms};
    listen_to_session($session) if $sessions{ $session->{id} };
  };
  after($short_ms, $tick);
}

sub session_output {
  my ($session, $text) = @_;
  unwatch($session->{out}), return unless defined $text;
  return if $text eq '';
  my $block = $session->{block};
  if ($block) { send_frame('out', $block->{id}, $text) unless $block->{leaving} }
  elsif (!$session->{ready}) { $session->{heard} = substr $session->{heard} . $text, -4096 }
  # Between blocks: what something in the background said belongs to the next block, as on a terminal.
  else { $session->{pending} .= $text if length($session->{pending} //= '') < 1 << 20 }
}

sub session_notes {
  my ($session) = @_;
  my $text = read_some($session->{notes});
  unwatch($session->{notes}), return unless defined $text;
  $session->{note_text} .= $text;
  while ($session->{note_text} =~ s/\A([^\n]*)\n//) { session_note($session, $1) }
}

sub session_note {
  my ($session, $note) = @_;
  my ($verb, @words) = split ' ', $note;
  my $block = $session->{block};
  if ($verb eq 'ready') {
    @$session{qw(ready bash)} = (1, bash_pid($session));
    send_frame('opened', $session->{id});
  }
  elsif ($verb eq 'forked') { fork_started($session, @words) }
  elsif ($verb eq 'ended') { background_ended(@words) }
  elsif (!$block) { return }
  elsif ($verb eq 'err' || $verb eq 'last' || $verb eq 'at') { $block->{notes} .= "$note\n" }
  elsif ($verb eq 'done' || $verb eq 'left') {
    if ($verb eq 'left') { write_later($session->{in}, $LOOP) }
    $block->{finished} = [$verb, $words[0]];
    block_done($session) unless $block->{leaving};
  }
}

sub session_ended {
  my ($session, $status) = @_;
  my $notes = read_present($session->{notes});
  $session->{note_text} .= $notes;
  while ($session->{note_text} =~ s/\A([^\n]*)\n//) { session_note($session, $1) }
  if (!$session->{ready}) { $session->{heard} .= read_present($session->{out}) }
  my $block = $session->{block};
  if ($block) {
    $block->{finished} = [$status & 127 ? 'signal' : 'exit', shell_status($status)];
    block_done($session);
  }
  unwatch($_), close $_ for @$session{qw(out notes in)};
  delete $sessions{ $session->{id} };
  send_frame('closed', $session->{id}, $session->{heard}, shell_status($status));
}

# The pid of the session's bash as this host sees it; inside a container it is not the one we started.
sub bash_pid {
  my ($session) = @_;
  return $session->{pid} if $session->{container} eq '';
  my $table = process_table();
  my ($pid) = grep { $table->{$_}{parent} == $session->{pid} } sort { $a <=> $b } keys %$table;
  return $pid // $session->{pid};
}

# Ends what is under way in a session, and the session as its terminal's closing would: with a hang-up.
sub close_session {
  my ($session) = @_;
  $session->{shut} = 1;
  for my $block (grep { $_->{session} == $session } values %blocks) {
    my $find = $block->{out} ? \&background_processes : sub { started_by($session->{bash}, $block) };
    kill_all($session->{bash}, sub { $find->($block) });
    unlink $block->{fifo} if $block->{fifo};
  }
  kill 'HUP', -$session->{pid};
  kill 'KILL', $session->{pid};
}

$handlers{shut} = sub { my ($id) = @_; close_session($sessions{$id}) if $sessions{$id} };
