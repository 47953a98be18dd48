import Testing

@testable import Engine

@Suite("The cores that a process may use")
struct ProcessorTests {
  @Test(
    "are the host's, those it is bound to, or as many as a cgroup leaves time for",
    arguments: [
      (8, 8, nil, 8, "this machine has 8 cores"),
      (1, 1, nil, 1, "this machine has 1 core"),
      (
        8, 2, nil, 2,
        "taskset, a container or a batch system binds this process to 2 of the machine's 8 cores"
      ),
      (8, -1, nil, 8, "this machine has 8 cores"),
      (2000, 1500, 1800, 1500, nil),
      (
        8, 8, 2.5, 2,
        "a container or a batch system (its cgroup) gives this process the time of 2.5 cores"
      ),
      (8, 1, 2.5, 1, nil), (8, 8, 0.2, 1, nil), (4, 4, 100, 4, "this machine has 4 cores"),
      (0, 0, nil, 1, "this machine has 1 core"),
    ] as [(Int, Int, Double?, Int, String?)])
  func counts(online: Int, allowed: Int, quota: Double?, count: Int, words: String?) {
    let allowance = ProcessorAllowance(online: online, allowed: allowed, quota: quota)
    #expect(allowance.count == count)
    if let words { #expect(allowance.description == words) }
  }

  @Test(
    "refuse more threads than can run at the same time, and say why and what to give",
    arguments: [
      (8, 8, nil, 8, nil), (8, 8, nil, 1, nil),
      (8, 8, nil, 9, "--threads 9: this machine has 8 cores; give 1 to 8"),
      (8, 8, nil, 0, "--threads 0: this machine has 8 cores; give 1 to 8"),
      (1, 1, nil, -1, "--threads -1: this machine has 1 core; give 1"),
      (
        8, 2, nil, 3,
        "--threads 3: taskset, a container or a batch system binds this process to 2 of the "
          + "machine's 8 cores; give 1 to 2"
      ),
      (
        8, 8, 1.756, 2,
        "--threads 2: a container or a batch system (its cgroup) gives this process the time of "
          + "1.76 cores; give 1"
      ),
    ] as [(Int, Int, Double?, Int, String?)])
  func refusals(online: Int, allowed: Int, quota: Double?, threads: Int, sentence: String?) {
    let allowance = ProcessorAllowance(online: online, allowed: allowed, quota: quota)
    #expect(allowance.refusal(ofThreads: threads) == sentence)
    #expect(
      allowance.refusal(ofThreads: threads, option: "--workers")
        == sentence.map { "--workers" + $0.dropFirst("--threads".count) })
  }

  @Test(
    "follow the smallest quota of the process's cgroup and those above it",
    arguments: [
      // Version 2, in a container of its own.
      (["/proc/self/cgroup": "0::/\n", "/sys/fs/cgroup/cpu.max": "150000 100000\n"], 1.5),
      (["/proc/self/cgroup": "0::/\n", "/sys/fs/cgroup/cpu.max": "max 100000\n"], nil),
      // A group that its parent limits.
      (
        [
          "/proc/self/cgroup": "0::/slurm/job:1/step\n",
          "/sys/fs/cgroup/slurm/job:1/step/cpu.max": "max 100000\n",
          "/sys/fs/cgroup/slurm/job:1/cpu.max": "400000 100000\n",
          "/sys/fs/cgroup/slurm/cpu.max": "800000 100000\n",
        ], 4
      ),
      // Version 1, with the container's own files at the root.
      (
        [
          "/proc/self/cgroup": "5:cpuset:/docker/a\n4:cpu,cpuacct:/docker/a\n0::/docker/a\n",
          "/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us": "50000\n",
          "/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us": "100000\n",
        ], 0.5
      ),
      (
        [
          "/proc/self/cgroup": "1:cpu:/\n", "/sys/fs/cgroup/cpu/cpu.cfs_quota_us": "-1\n",
          "/sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000\n",
        ], nil
      ),
      ([:], nil), (["/proc/self/cgroup": "nonsense\n::\n"], nil),
      (["/proc/self/cgroup": "0::/\n", "/sys/fs/cgroup/cpu.max": "1 0\n"], nil),
    ] as [([String: String], Double?)])
  func quotas(files: [String: String], cores: Double?) {
    #expect(ProcessorQuota.cores { files[$0] } == cores)
  }

  @Test(
    "know their caches for data, the nearest first, and how many processors share each",
    arguments: [
      (
        [
          "index0/type": "Data", "index0/level": "1", "index0/size": "48K",
          "index0/shared_cpu_list": "0,64", "index1/type": "Instruction", "index1/level": "1",
          "index1/size": "32K", "index1/shared_cpu_list": "0,64", "index3/type": "Unified",
          "index3/level": "3", "index3/size": "32M", "index3/shared_cpu_list": "0-7,64-71",
          "index2/type": "Unified", "index2/level": "2", "index2/size": "1024K",
        ], [(1, 48 << 10, 2), (2, 1 << 20, 1), (3, 32 << 20, 16)]
      ),
      ([:], []), (["index0/type": "Data", "index0/level": "1"], []),
      (["index0/type": "Data", "index0/level": "x", "index0/size": "32K"], []),
      (
        [
          "index0/type": "Data", "index0/level": "1", "index0/size": "99999999999999999999G",
          "index1/type": "Data", "index1/level": "2", "index1/size": "4611686018427387904G",
        ], []
      ),
      (
        [
          "index0/type": "Data", "index0/level": "1", "index0/size": "4096",
          "index0/shared_cpu_list": "3-1,-,0-99999999",
        ], [(1, 4096, 1)]
      ),
    ] as [([String: String], [(Int, Int, Int)])])
  func caches(files: [String: String], expected: [(Int, Int, Int)]) {
    let folder = "/sys/devices/system/cpu/cpu0/cache/"
    let found = Processor.caches { path in
      path.hasPrefix(folder) ? files[String(path.dropFirst(folder.count))].map { $0 + "\n" } : nil
    }
    #expect(found == expected.map { CacheLevel(level: $0.0, bytes: $0.1, sharing: $0.2) })
  }

  @Test("share a cache among threads, but not among more than it has processors")
  func shares() {
    let cache = CacheLevel(level: 3, bytes: 1200, sharing: 4)
    #expect([1, 2, 3, 4, 9].map(cache.bytes(perThreadOf:)) == [1200, 600, 400, 300, 300])
  }

  @Test(
    "take no more memory than the system deems available and the control group leaves",
    arguments: [
      (["/proc/meminfo": "MemTotal:  9000 kB\nMemAvailable:    4000 kB\n"], 4_096_000),
      ([:], nil), (["/proc/meminfo": "MemAvailable:\n"], nil),
      (
        [
          "/proc/meminfo": "MemAvailable: 4000 kB\n", "/proc/self/cgroup": "0::/a/b\n",
          "/sys/fs/cgroup/a/b/memory.max": "max\n", "/sys/fs/cgroup/a/memory.max": "3000000\n",
          "/sys/fs/cgroup/a/memory.current": "1000000\n",
        ], 2_000_000
      ),
      (
        [
          "/proc/self/cgroup": "9:memory:/a\n",
          "/sys/fs/cgroup/memory/a/memory.limit_in_bytes": "500\n",
          "/sys/fs/cgroup/memory/a/memory.usage_in_bytes": "600\n",
        ], 0
      ),
    ] as [([String: String], Int?)])
  func memory(files: [String: String], bytes: Int?) {
    #expect(Processor.availableMemory { files[$0] } == bytes)
  }
}
