# A machine that is about to be saved lets go of what is of no value: clean pages of files, which it can read again,
# and what free pages happen to hold. A saved state leaves pages of zeros out, and so is a quarter of the size.
my $worth_kib = 32 << 10;
my $zeroed_at_kib;

$handlers{slim} = sub {
  my ($id) = @_;
  my $is_used = !defined $zeroed_at_kib || allocated_kib() - $zeroed_at_kib > 4 * $worth_kib;
  my $pid = fork // return send_frame('slimmed', $id);
  if (!$pid) {
    let_go($is_used);
    POSIX::_exit(0);
  }
  on_exit($pid, sub {
    $zeroed_at_kib = allocated_kib() if $is_used;
    send_frame('slimmed', $id);
  });
};

sub let_go {
  my ($is_used) = @_;
  # Whoever runs short of memory meanwhile shall have ours.
  write_file('/proc/self/oom_score_adj', 1000);
  syscall $syscall{sync};
  my %kib = (read_file('/proc/meminfo') // '') =~ /^(\w+): +(\d+)/mg;
  # Bit 2, without a word in the kernel's log, was set at boot (Documentation/admin-guide/sysctl/vm.rst).
  write_file('/proc/sys/vm/drop_caches', 1) if $kib{Cached} + $kib{Buffers} - $kib{Shmem} - $kib{Mapped} > $worth_kib;
  fill_free_memory() if $is_used;
}

# The kernel hands out pages filled with zeros (MAP_POPULATE), and takes them back as they are. Nobody else has to give
# anything for it: below the high watermarks of proc_zoneinfo it would begin to look for more.
sub fill_free_memory {
  my ($free_kib) = (read_file('/proc/meminfo') // '') =~ /^MemFree: +(\d+)/m;
  my $page_kib = POSIX::sysconf(&POSIX::_SC_PAGESIZE) / 1024;
  $free_kib -= $_ * $page_kib for (read_file('/proc/zoneinfo') // '') =~ /^ +high +(\d+)/mg;
  syscall $syscall{mmap}, 0, $free_kib * 1024, 3, 0x8022, -1, 0 if $free_kib > 0;
}

# What has been handed out since boot, again and again: a page that was in use holds something.
sub allocated_kib {
  my $pages = 0;
  $pages += $_ for (read_file('/proc/vmstat') // '') =~ /^pgalloc_\w+ (\d+)/mg;
  return $pages * POSIX::sysconf(&POSIX::_SC_PAGESIZE) / 1024;
}
