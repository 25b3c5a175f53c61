# Looks: questions in Perl, answered by a fork of the agent, which sees much by itself where a shell starts programs. Each
# gives a list: a status, and what would stand on standard output and standard error. What they have in common is
# found out once, and who looks into a container goes there once.

# For each look its view, and the lengths of the container's name and of the code, which follow each other in `texts`.
$handlers{look} = sub {
  my ($id, $texts, $timeout_ms, @looks) = @_;
  start_command($id, '', $timeout_ms, code => sub { answer_looks($texts, @looks) });
};

# Namespaces in which is seen what a container has of the network, with this host's programs and files: it may have none
# that can tell. Or what is inside, where its programs and files are.
my %namespaces = (network => ['net'], inside => [qw(net ipc uts mnt)]);
# Status of a look at something that is not there to be looked at.
my $no_answer = -1;

sub answer_looks {
  my ($texts, @looks) = @_;
  my (%codes, @places);
  for (my $number = 0; @looks; $number++) {
    my ($view, @lengths) = splice @looks, 0, 3;
    my ($container, $code) = map { substr $texts, 0, $_, '' } @lengths;
    my $place = $container eq '' || !$namespaces{$view} ? '' : "$view $container";
    push @places, $place unless $codes{$place};
    push @{ $codes{$place} }, [$number, $code];
  }
  for my $place (@places) {
    if ($place eq '') { answer_all($codes{''}) }
    else { answer_in(split(/ /, $place), $codes{$place}) }
  }
}

sub answer_in {
  my ($view, $container, $codes) = @_;
  my $init = eval { init_of($container) } // return refuse_all($codes, $@);
  # A process id namespace is nothing to enter, but to be born into (setns(2)). Whoever is inside needs an id there:
  # /proc/self is nowhere without, and systemd answers nobody.
  eval { move($init, 'pid') if $view eq 'inside'; 1 } or return refuse_all($codes, $@);
  my $pid = fork // return refuse_all($codes, "fork: $!");
  if ($pid) { move($$, 'pid'); return waitpid $pid, 0 }
  if (eval { enter($init, @{ $namespaces{$view} }); 1 }) { answer_all($codes) }
  else { refuse_all($codes, $@) }
  POSIX::_exit(0);
}

sub answer_all {
  my ($codes) = @_;
  answer($_->[0], eval "no strict; no warnings; sub {$_->[1]\n}" // do { my $why = $@; sub { die $why } }) for @$codes;
}

sub refuse_all {
  my ($codes, $why) = @_;
  answer($_->[0], sub { die $why }) for @$codes;
}

sub answer {
  my ($number, $look) = @_;
  my ($status, @said) = eval { $look->() };
  ($status, @said) = ref $@ ? @{$@} : (255, '', $@) if $@ ne '';
  $said[$_] //= '' for 0, 1;
  write_all(join(' ', $number, $status, map { length } @said) . "\n" . join '', @said);
}

sub refuse { die [@_] }

sub write_all {
  my ($text) = @_;
  while (length $text) { substr $text, 0, (syswrite(STDOUT, $text, 65536) // return), '' }
}

my %said;

# Status, standard output and standard error of a program, which is started once for all looks at this place.
sub program {
  my (@argv) = @_;
  return @{ $said{join "\0", @argv} //= [apart(sub { start_program(@argv) })] };
}

sub start_program { no warnings; exec { $_[0] } @_; POSIX::_exit(127) }

# Does something in a fork of its own, of which nothing but its output comes back.
sub apart {
  my ($code) = @_;
  my @pipes = map { [pipe_pair()] } 1, 2;
  my $pid = fork // refuse(255, '', "fork: $!");
  if (!$pid) {
    POSIX::dup2(fileno $pipes[ $_ - 1 ][1], $_) for 1, 2;
    $code->();
    POSIX::_exit(0);
  }
  my %open = map { close $pipes[$_][1]; $_ => $pipes[$_][0] } 0, 1;
  my @said = ('', '');
  while (%open) {
    my $ready = '';
    vec($ready, fileno $_, 1) = 1 for values %open;
    select $ready, undef, undef, undef;
    for my $stream (keys %open) {
      next unless vec $ready, fileno $open{$stream}, 1;
      sysread($open{$stream}, $said[$stream], 1 << 20, length $said[$stream]) or delete $open{$stream};
    }
  }
  waitpid $pid, 0;
  return (shell_status($?), @said);
}

# Of a container: the status of lxc-info, and what it prints of it.
sub lxc_info { return program('lxc-info', '-n', $_[0], qw(-s -p -c lxc.start.auto)) }

# The process that is init in a container, as this host numbers it. Nothing can be looked at in one that does not run.
sub init_of {
  my ($name) = @_;
  my ($status, $info) = lxc_info($name);
  refuse($no_answer, '', 'LXC is not installed') if $status == 127;
  refuse($no_answer, '', "there is no container $name") if $status;
  my ($state) = $info =~ /^State:\s*(\S+)/m;
  refuse($no_answer, '', "container $name is $state") if $state ne 'RUNNING';
  return $info =~ /^PID:\s*(\d+)/m ? $1 : refuse($no_answer, '', "container $name is just starting");
}

# Into namespaces of a process (setns(2)), and into its file tree if that is one of them.
sub enter {
  my ($init, @kinds) = @_;
  %said = ();
  my $is_mapped = readlink("/proc/$init/ns/user") ne readlink('/proc/self/ns/user');
  push @kinds, 'user' if $is_mapped && @kinds > 1;
  opendir my $root, "/proc/$init/root" or refuse(255, '', "root: $!");
  move($init, @kinds);
  return if @kinds == 1;
  $ENV{PATH} = $container_path;
  chdir $root and chroot '.' or refuse(255, '', "chroot: $!");
  POSIX::setgid(0), POSIX::setuid(0) if $is_mapped;
}

sub move {
  my ($process, @kinds) = @_;
  my @namespaces = map { open my $file, '<', "/proc/$process/ns/$_" or refuse(255, '', "$_: $!"); $file } @kinds;
  syscall($syscall{setns}, fileno $_, 0) < 0 and refuse(255, '', "setns: $!") for @namespaces;
}

# The network interfaces as iproute2 describes them in JSON: those seen from here, and a container's.
my @interfaces = qw(ip -j -d addr);
sub interfaces { return program(@interfaces) }

sub interfaces_in {
  my $init = init_of($_[0]);
  return apart(sub { enter($init, 'net'); start_program(@interfaces) });
}
