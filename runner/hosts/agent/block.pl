# Blocks of a session: running them, and ending those that take too long.

$handlers{block} = sub {
  my ($id, $text, $session_id, $split, $line, $line_last, $tty) = @_;
  my $session = $sessions{$session_id};
  return send_frame('done', $id, '', 'gone', 0) unless $session && !$session->{block};
  my $block = $session->{block} = $blocks{$id} =
    { id => $id, session => $session, notes => '', since => uptime_ticks(), before => children_of($session->{bash}, $$) };
  if (defined $session->{pending}) { send_frame('out', $id, delete $session->{pending}) }
  push @{ $session->{history} }, [$line, $text];
  my $path = $tty ? open_terminal($block, $session->{container}) : '-';
  my $length_last = length($text) - $split;
  listen_later($session);
  write_later($session->{in}, "run $split $length_last $path $line $line_last\n$text");
};

# The block is over: everything it wrote before that is in the pipe now and goes out first.
sub block_done {
  my ($session) = @_;
  my $block = delete $session->{block};
  delete $blocks{ $block->{id} };
  my $text = $block->{terminal} ? terminal_rest($block) : '';
  $text .= read_present($session->{out});
  send_frame('out', $block->{id}, $text) if length $text && !$block->{leaving};
  my ($how, $status) = @{ $block->{finished} };
  send_frame('done', $block->{id}, $block->{notes}, $block->{leaving} ? 'timeout' : $how, $status);
}

# Past its time: what the block started is ended, and bash is told to leave the block, again until it has.
$handlers{abort} = sub {
  my ($id, undef, $grace_ms) = @_;
  my $block = $blocks{$id} or return;
  my $session = $block->{session};
  return if $block->{leaving};
  $block->{leaving} = 1;
  my $give_up_ms = now_ms() + 5 * $grace_ms;
  my $current = sub { $session->{block} && $session->{block} == $block };
  end_processes(
    signals => ['TERM', 'KILL'],
    grace_ms => $grace_ms,
    find => sub {
      return unless $current->();
      kill 61, $session->{bash} unless $block->{finished};
      # Where nothing interrupts bash itself (opening a FIFO), the session has to go.
      kill 'KILL', $session->{pid} if now_ms() > $give_up_ms;
      return started_by($session->{bash}, $block);
    },
    waiting => sub { $current->() && !$block->{finished} },
    done => sub { block_done($session) if $current->() },
  );
};
