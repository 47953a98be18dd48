// swift-tools-version: 6.3
import PackageDescription

// The map of the house: each target lists only what it may import.

/// Every room: Swift 6 mode, warnings are errors, imports are written out.
let checked: [SwiftSetting] =
  [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ]
  // The one file that travels is small where speed does not depend on it: see .ci/build-static.
  + (Context.environment["FOR_SIZE"] == nil ? [] : [.unsafeFlags(["-Osize"])])
/// Rooms that have no business with pointers.
let safe = checked + [.strictMemorySafety()]
/// Rooms that go over millions of numbers run at full speed in debug builds too: without it one
/// inference takes seconds.
let optimised = checked + [.unsafeFlags(["-O"])]

/// One module per instruction set compiles the same generic kernels with its own flags.
#if arch(x86_64)
  let vnniFlags = ["-mavx512f", "-mavx512bw", "-mavx512vl", "-mavx512dq", "-mavx512vnni"]
  let kernelModules = [
    "KernelsBaseline", "KernelsAVX2", "KernelsAVX512", "KernelsAVXVNNI", "KernelsVNNI",
  ]
  let kernelTargets: [Target] = [
    .target(
      name: "KernelsAVX2", dependencies: ["Kernels"],
      swiftSettings: optimised + [.unsafeFlags(["-Xcc", "-mavx2", "-Xcc", "-mfma"])]),
    .target(
      name: "KernelsAVX512", dependencies: ["Kernels"],
      swiftSettings: optimised + [.unsafeFlags(["-Xcc", "-mavx512f"])]),
    .target(
      name: "KernelsAVXVNNI", dependencies: ["CProcessor", "Kernels"],
      swiftSettings: optimised
        + [.unsafeFlags(["-mavx2", "-mfma", "-mavxvnni"].flatMap { ["-Xcc", $0] })]),
    .target(
      name: "KernelsVNNI", dependencies: ["CProcessor", "Kernels"],
      swiftSettings: optimised + [.unsafeFlags(vnniFlags.flatMap { ["-Xcc", $0] })]),
  ]
#else
  let kernelModules = ["KernelsBaseline"]
  let kernelTargets: [Target] = []
#endif
let kernelDependencies = kernelModules.map { Target.Dependency(stringLiteral: $0) }

let package = Package(
  name: "mobilenet-explorer",
  products: [
    .executable(name: "mobilenet-explorer", targets: ["mobilenet-explorer"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2")
  ],
  targets: [
    .target(name: "MobileNet", swiftSettings: safe),

    .target(name: "LibC", swiftSettings: checked),
    .target(name: "Files", dependencies: ["LibC"], swiftSettings: checked),

    .target(name: "CEmbedded"),
    .target(
      name: "CPictures",
      linkerSettings: [.linkedLibrary("turbojpeg"), .linkedLibrary("png16")]),
    .target(
      name: "Pictures", dependencies: ["Files", "CPictures", "CEmbedded"], swiftSettings: checked),
    .target(
      name: "Weights", dependencies: ["LibC", "MobileNet", "Files", "CEmbedded"],
      swiftSettings: optimised),

    .target(name: "CProcessor"),
    .target(name: "Kernels", dependencies: ["CProcessor"], swiftSettings: optimised),
    .target(name: "KernelsBaseline", dependencies: ["Kernels"], swiftSettings: optimised),
    .target(
      name: "Engine",
      dependencies: ["LibC", "MobileNet", "Weights", "CProcessor", "Kernels"] + kernelDependencies,
      swiftSettings: optimised),

    .executableTarget(
      name: "kernel-bench",
      dependencies: [
        "LibC", "MobileNet", "Pictures", "Weights", "Kernels", "Engine", "Measure", "Reports",
      ],
      swiftSettings: optimised),

    .target(
      name: "Measure",
      dependencies: ["LibC", "MobileNet", "Files", "Weights", "Engine", "Pictures"],
      swiftSettings: safe),
    .target(
      name: "Reports",
      dependencies: ["LibC", "MobileNet", "Files", "Weights", "Engine", "Measure", "CEmbedded"],
      swiftSettings: safe),
    .systemLibrary(name: "CCmark", providers: [.apt(["libcmark-dev"])]),
    .target(
      name: "Lessons",
      dependencies: [
        "LibC", "MobileNet", "Files", "Pictures", "Weights", "Engine", "Measure", "Reports",
        "CCmark",
        "CEmbedded",
      ],
      swiftSettings: safe),
    .target(
      name: "Explorer",
      dependencies: [
        "MobileNet", "Weights", "Engine", "Measure", "Pictures", "Reports", "Lessons",
      ],
      swiftSettings: safe),
    .target(
      name: "Screen",
      dependencies: [
        "MobileNet", "Weights", "Engine", "Measure", "Reports", "Lessons", "Explorer",
      ],
      swiftSettings: safe),

    .systemLibrary(name: "CNcurses", providers: [.apt(["libncurses-dev"])]),
    .target(name: "CTerminal"),
    .target(
      name: "Terminal",
      dependencies: [
        "LibC", "Files", "Engine", "Reports", "Explorer", "Screen", "CNcurses", "CTerminal",
        "CEmbedded",
      ],
      swiftSettings: checked),

    .executableTarget(
      name: "mobilenet-explorer",
      dependencies: [
        "LibC", "MobileNet", "Files", "Pictures", "Weights", "Engine", "Measure", "Reports",
        "Lessons", "Explorer", "Screen", "Terminal", "CEmbedded",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: checked),

    .testTarget(
      name: "MobileNetTests", dependencies: ["MobileNet"], exclude: ["Fixtures"],
      swiftSettings: checked),
    .testTarget(name: "FilesTests", dependencies: ["Files"], swiftSettings: checked),
    .testTarget(
      name: "PicturesTests", dependencies: ["Pictures"], exclude: ["Fixtures"],
      swiftSettings: checked),
    .testTarget(
      name: "WeightsTests",
      dependencies: ["MobileNet", "Files", "Weights", "CEmbedded", "CAllocations"],
      exclude: ["Fixtures"],
      swiftSettings: optimised),
    .testTarget(
      name: "KernelsTests", dependencies: ["CProcessor", "Kernels"] + kernelDependencies,
      exclude: ["Fixtures"],
      swiftSettings: checked),
    .testTarget(
      name: "EngineTests", dependencies: ["MobileNet", "Weights", "Engine", "CAllocations"],
      exclude: ["Fixtures"], swiftSettings: checked),
    .target(name: "CAllocations", path: "Tests/CAllocations"),
    .testTarget(
      name: "MeasureTests",
      dependencies: ["MobileNet", "Files", "Weights", "Engine", "Pictures", "Measure"],
      exclude: ["Fixtures"],
      swiftSettings: checked),
    .testTarget(
      name: "ReportsTests",
      dependencies: ["MobileNet", "Pictures", "Weights", "Engine", "Measure", "Reports"],
      swiftSettings: checked),
    .testTarget(
      name: "LessonsTests",
      dependencies: ["MobileNet", "Files", "Weights", "Engine", "Measure", "Reports", "Lessons"],
      swiftSettings: checked),
    .testTarget(
      name: "ExplorerTests",
      dependencies: ["MobileNet", "Weights", "Engine", "Measure", "Lessons", "Explorer"],
      exclude: ["Fixtures"],
      swiftSettings: checked),
    .testTarget(
      name: "ScreenTests",
      dependencies: [
        "MobileNet", "Weights", "Engine", "Measure", "Reports", "Lessons", "Explorer", "Screen",
      ],
      exclude: ["Goldens"],
      swiftSettings: checked),
    /// Runs programs in a terminal of the test's own and reads their screen.
    .target(name: "PtySupport", path: "Tests/PtySupport", swiftSettings: checked),
    /// A small program on a `TerminalSession` that stops, hangs and crashes as it is told.
    .executableTarget(
      name: "terminal-probe", dependencies: ["Explorer", "Measure", "Screen", "Terminal"],
      path: "Tests/TerminalProbe", swiftSettings: checked),
    .testTarget(
      name: "TerminalTests",
      dependencies: ["Explorer", "Screen", "Terminal", "PtySupport", "terminal-probe"],
      swiftSettings: checked),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "mobilenet-explorer", "kernel-bench", "MobileNet", "Weights", "Engine", "Measure",
        "Reports", "Explorer", "Screen", "PtySupport",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: checked),
  ] + kernelTargets,
  swiftLanguageModes: [.v6]
)
