# The agent: runs on a host, owns its sessions, and speaks to the runner over one byte stream ($IN, $OUT).
# A frame is one line, `TYPE ID LENGTH ARGUMENT…`, and LENGTH bytes. It needs nothing but perl-base.
use strict;
use warnings;
use Errno qw(EAGAIN EINTR EINPROGRESS);
use Fcntl;
use POSIX ();
use Socket;

our ($IN, $OUT, $REST, $STAYS, $AGENT);
my (%readers, %writers, %timers, %exited, %handlers);
my ($in_buffer, $out_buffer, $timer_count, $running, $alone) = ('', '', 0, 1, 0);
my $runner_count = 0;
my $max_queue = 4 << 20;

# System call numbers of the two architectures that Debian's QEMU guests and most machines have.
my $arm = (POSIX::uname())[4] eq 'aarch64';
my %syscall = (
  clock_gettime => $arm ? 113 : 228,
  clock_settime => $arm ? 112 : 227,
  mlockall => $arm ? 230 : 151,
  pidfd_open => 434,
  prctl => $arm ? 167 : 157,
  setns => $arm ? 268 : 308,
  sync => $arm ? 81 : 162,
);

sub now_ms { return POSIX::sysconf(&POSIX::_SC_CLK_TCK) == 100 ? (POSIX::times())[0] * 10 : time * 1000 }

sub read_file {
  my ($path) = @_;
  open my $file, '<', $path or return undef;
  local $/;
  return scalar <$file>;
}

sub write_file {
  my ($path, $text) = @_;
  open my $file, '>', $path or return;
  syswrite $file, $text;
}

sub nonblocking {
  my ($handle) = @_;
  fcntl $handle, F_SETFL, (fcntl($handle, F_GETFL, 0) | O_NONBLOCK);
  return $handle;
}

sub watch { my ($handle, $callback) = @_; $readers{ fileno $handle } = [$handle, $callback] }
# Not `unwatch`: what is to be written to a terminal goes over the same handle.
sub ignore { my ($handle) = @_; delete $readers{ fileno $handle } }
sub unwatch { my ($handle) = @_; delete $readers{ fileno $handle }; delete $writers{ fileno $handle } }

sub after {
  my ($delay_ms, $callback) = @_;
  $timers{ ++$timer_count } = [now_ms() + $delay_ms, $callback];
}

sub send_frame {
  my ($type, $id, $payload, @arguments) = @_;
  return if $alone;
  $payload //= '';
  $out_buffer .= join(' ', $type, $id, length $payload, @arguments) . "\n" . $payload;
}

# Writes what it can now and the rest when the handle takes it; `close` after the last byte.
sub write_later {
  my ($handle, $text, $close) = @_;
  my $entry = $writers{ fileno $handle } //= { handle => $handle, text => '' };
  $entry->{text} .= $text;
  $entry->{close} ||= $close;
  flush($entry);
}

sub flush {
  my ($entry) = @_;
  while (length $entry->{text}) {
    my $written = syswrite $entry->{handle}, $entry->{text}, 262144;
    if (!defined $written) {
      return if $! == EAGAIN || $! == EINTR;
      $entry->{text} = '';
      last;
    }
    substr $entry->{text}, 0, $written, '';
  }
  delete $writers{ fileno $entry->{handle} };
  close $entry->{handle} if $entry->{close};
}

# Reads what is there; undef at the end of the file, '' when there is nothing now.
sub read_some {
  my ($handle, $limit) = @_;
  my $count = sysread $handle, my $chunk, $limit // 262144;
  return $count ? $chunk : undef if defined $count;
  return $! == EAGAIN || $! == EINTR ? '' : undef;
}

# Reads just the bytes that are in a pipe now: all that was written before this moment, and no more.
sub read_present {
  my ($handle) = @_;
  my $size = pack 'i', 0;
  ioctl $handle, 0x541B, $size or return '';    # FIONREAD
  my ($left, $text) = (unpack('i', $size), '');
  while ($left > 0) {
    my $chunk = read_some($handle, $left);
    last if !defined $chunk || $chunk eq '';
    $text .= $chunk;
    $left -= length $chunk;
  }
  return $text;
}

sub take_input {
  my $chunk = read_some($IN);
  return runner_left() if !defined $chunk;
  $in_buffer .= $chunk;
  # Another runner has come, maybe before we heard that the one before has left. The loader is whom he wants where we do
  # not stay; he says it again.
  if (substr($in_buffer, -64) =~ /LAB-HELLO (\w+)\n\z/) { return $STAYS ? meet_runner($1) : runner_left() }
  take_frames();
}

sub take_frames {
  while ($in_buffer =~ /\A([a-z]+) (\S+) (\d+)([^\n]*)\n/) {
    my ($type, $id, $length, $rest, $head) = ($1, $2, $3, $4, $+[0]);
    last if length($in_buffer) < $head + $length;
    my $payload = substr $in_buffer, $head, $length;
    substr $in_buffer, 0, $head + $length, '';
    my $handler = $handlers{$type};
    $handler->($id, $payload, split ' ', $rest) if $handler;
  }
}

sub run_timers {
  my $now = now_ms();
  for my $key (sort { $a <=> $b } keys %timers) {
    my $timer = $timers{$key} or next;
    next if $timer->[0] > $now;
    delete $timers{$key};
    $timer->[1]->();
  }
}

sub wait_ms {
  my $wait = 60_000;
  my $now = now_ms();
  for my $timer (values %timers) {
    my $left = $timer->[0] - $now;
    $wait = $left < 0 ? 0 : $left if $left < $wait;
  }
  return $wait;
}

# One turn: wait for a handle, a child or a timer, then serve whatever is ready.
sub turn {
  my ($read_set, $write_set) = ('', '');
  for my $number (keys %readers) {
    # While the runner does not take what came, nothing more is read from sessions: their writers wait.
    next if length $out_buffer > $max_queue && $readers{$number}[0] != $IN;
    vec($read_set, $number, 1) = 1;
  }
  vec($write_set, $_, 1) = 1 for keys %writers;
  vec($write_set, fileno $OUT, 1) = 1 if length $out_buffer && !$alone;
  my $count = select $read_set, $write_set, undef, wait_ms() / 1000;
  reap();
  if ($count > 0) {
    for my $number (keys %readers) {
      my $entry = $readers{$number} or next;
      $entry->[1]->($entry->[0]) if vec $read_set, $number, 1;
    }
    for my $number (keys %writers) {
      my $entry = $writers{$number} or next;
      next unless vec $write_set, $number, 1;
      $entry->{ready} ? $entry->{ready}->() : flush($entry);
    }
  }
  run_timers();
  send_now() if length $out_buffer && !$alone;
}

sub send_now {
  my $written = syswrite $OUT, $out_buffer, 1 << 20;
  if (defined $written) { substr $out_buffer, 0, $written, '' }
  elsif ($! != EAGAIN && $! != EINTR) { runner_left() }
}
