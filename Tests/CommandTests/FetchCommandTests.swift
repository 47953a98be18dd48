import Foundation
import Testing

/// `weights fetch` against a server on this host.
@Suite("The fetch command")
struct FetchCommandTests {
  private static let name = "mobilenet_v1_0.25_128_quant"
  private static let isCurlThere = ["/usr/bin/curl", "/bin/curl", "/usr/local/bin/curl"]
    .contains(where: FileManager.default.isExecutableFile)
  /// Of the α, side and classes that the name tells.
  private let packed = Self.fixture("keras-0.25-128-dynamic.tflite.gz")
  /// Another network.
  private let small = Self.fixture("random-uint8.tflite")

  private static func fixture(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../WeightsTests/Fixtures/\(name)").path()
  }

  @Test("lists the names that it knows")
  func names() throws {
    let run = try Run(["weights", "fetch"])
    #expect(run.status == 0)
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 33)
    #expect(
      lines[1].split(separator: " ").joined(separator: " ")
        == "mobilenet_v1_1.0_224_quant 1.00 224 top-1 70.1 %, top-5 88.9 %")
    #expect(try Run(["weights", "fetch", "other"]).status == 64)
  }

  @Test(
    "fetches into the library, and does nothing where the file is there",
    .enabled(if: isCurlThere, "curl is not installed"))
  func fetches() throws {
    try inFolder { folder in
      let server = try FileServer(["\(Self.name).tgz": try archive(in: folder)])
      defer { server.stop() }
      for _ in 0..<2 {
        let run = try fetch(from: server.url, folder)
        #expect(run.status == 0, "\(run.error)")
        #expect(run.output == "\(folder)/library/\(Self.name).tflite\n")
      }
      #expect(server.starts == [0])
      let library = "\(folder)/library"
      #expect(try FileManager.default.contentsOfDirectory(atPath: library).count == 1)
      let fetched = try Data(contentsOf: URL(filePath: "\(library)/\(Self.name).tflite"))
      #expect(try fetched == Data(contentsOf: URL(filePath: "\(folder)/good")))
    }
  }

  @Test(
    "goes on where a connection broke",
    .enabled(if: isCurlThere, "curl is not installed"))
  func resumes() throws {
    try inFolder { folder in
      let archive = try archive(in: folder)
      let server = try FileServer(["\(Self.name).tgz": archive], breakAfter: archive.count / 2)
      defer { server.stop() }
      let broken = try fetch(from: server.url, folder)
      #expect(broken.status == 1 && broken.output.isEmpty)
      #expect(broken.error.contains("the same command goes on from there"))
      let part = "\(folder)/library/\(Self.name).tgz.part"
      #expect(try Data(contentsOf: URL(filePath: part)).count == archive.count / 2)
      let run = try fetch(from: server.url, folder)
      #expect(run.status == 0, "\(run.error)")
      #expect(server.starts == [0, archive.count / 2])
      #expect(!FileManager.default.fileExists(atPath: part))
    }
  }

  @Test(
    "begins anew where what is there can't be gone on from",
    .enabled(if: isCurlThere, "curl is not installed"))
  func beginsAnew() throws {
    try inFolder { folder in
      let archive = try archive(in: folder)
      let server = try FileServer(["\(Self.name).tgz": archive])
      defer { server.stop() }
      try FileManager.default.createDirectory(
        atPath: "\(folder)/library", withIntermediateDirectories: true)
      try Data(archive + [0]).write(to: URL(filePath: "\(folder)/library/\(Self.name).tgz.part"))
      let run = try fetch(from: server.url, folder)
      #expect(run.status == 0, "\(run.error)")
    }
  }

  @Test(
    "keeps an archive that only gzip is missing for, and needs no server to go on",
    .enabled(if: isCurlThere, "curl is not installed"))
  func withoutGzip() throws {
    try inFolder { folder in
      let archive = try archive(in: folder)
      let server = try FileServer(["\(Self.name).tgz": archive])
      defer { server.stop() }
      let programs = "\(folder)/programs"
      try FileManager.default.createDirectory(
        atPath: programs, withIntermediateDirectories: true)
      let curl = try #require(
        ["/usr/bin/curl", "/bin/curl", "/usr/local/bin/curl"].first(
          where: FileManager.default.isExecutableFile))
      try FileManager.default.createSymbolicLink(
        atPath: "\(programs)/curl", withDestinationPath: curl)
      let run = try fetch(from: server.url, folder, path: programs)
      #expect(run.status == 1 && run.error.contains("install it"), "\(run.error)")
      let part = "\(folder)/library/\(Self.name).tgz.part"
      #expect(try Data(contentsOf: URL(filePath: part)).count == archive.count)
      let again = try fetch(from: server.url, folder)
      #expect(again.status == 0, "\(again.error)")
      #expect(server.starts == [0])
    }
  }

  @Test(
    "refuses another network than its name tells, fetched or there already",
    .enabled(if: isCurlThere, "curl is not installed"))
  func otherNetwork() throws {
    try inFolder { folder in
      let other = try archive(in: folder, packing: "cp \(small) \(Self.name).tflite")
      let server = try FileServer(["\(Self.name).tgz": other])
      defer { server.stop() }
      let run = try fetch(from: server.url, folder)
      let library = "\(folder)/library"
      #expect(run.status == 1 && run.output.isEmpty)
      #expect(
        run.error.contains(
          "has a network of α 0.05, side 40 and 7 classes (TFLite, quantised), what was published "
            + "has a network of α 0.25, side 128 and 1001 classes (TFLite, quantised)"),
        "\(run.error)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: library).isEmpty)
      try FileManager.default.copyItem(atPath: small, toPath: "\(library)/\(Self.name).tflite")
      let again = try fetch(from: server.url, folder)
      #expect(again.status == 1 && again.error.contains("rename one of the two"), "\(again.error)")
    }
  }

  @Test(
    "refuses in one line what is no such archive, and keeps nothing of it",
    .enabled(if: isCurlThere, "curl is not installed"))
  func refuses() throws {
    try inFolder { folder in
      let links = try archive(in: folder, packing: "ln -s /etc/passwd \(Self.name).tflite")
      let elsewhere = try archive(
        in: folder, packing: "mkdir deep; cp ../good deep/\(Self.name).tflite")
      let other = try archive(in: folder, packing: "echo text > \(Self.name).tflite")
      let cases: [([UInt8], String)] = [
        (Array("no archive".utf8), "damaged archive"), (links, "no file '\(Self.name).tflite'"),
        (elsewhere, "no file '\(Self.name).tflite'"), (other, "neither TFLite nor safetensors"),
      ]
      for (content, sentence) in cases {
        let server = try FileServer(["\(Self.name).tgz": content])
        defer { server.stop() }
        let run = try fetch(from: server.url, folder)
        #expect(run.status == 1 && run.output.isEmpty)
        #expect(run.error.contains(sentence) && run.error.count { $0 == "\n" } == 1, "\(run.error)")
        let library = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/library")
        #expect(library.isEmpty)
      }
      // The size of this one is known.
      let server = try FileServer(["mobilenet_v1_0.5_160.tgz": other])
      defer { server.stop() }
      let run = try fetch("mobilenet_v1_0.5_160", from: server.url, folder)
      #expect(run.status == 1 && run.error.contains("29958343 bytes"))
    }
  }

  @Test(
    "fails in one line where there is no such file, no server",
    .enabled(if: isCurlThere, "curl is not installed"))
  func offline() throws {
    try inFolder { folder in
      let server = try FileServer([:])
      let missing = try fetch(from: server.url, folder)
      #expect(missing.status == 1 && missing.error.contains("the server refuses it (404)"))
      server.stop()
      let run = try fetch(from: server.url, folder)
      #expect(run.status == 1 && run.output.isEmpty)
      #expect(run.error.contains("go online"), "\(run.error)")
      #expect(run.error.count { $0 == "\n" } == 1)
    }
  }

  private func fetch(
    _ name: String = name, from url: String, _ folder: String, path: String? = nil
  ) throws -> Run {
    var environment = ProcessInfo.processInfo.environment
    if let path { environment["PATH"] = path }
    for proxy in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] { environment[proxy] = nil }
    return try Run(
      ["weights", "fetch", name, "--base-url", url, "--library", "\(folder)/library"],
      environment: environment)
  }

  /// A gzipped tar made by the system's own tools from what shell commands put into a folder.
  private func archive(
    in folder: String, packing commands: String = "cp ../good \(name).tflite; echo > other.txt"
  ) throws -> [UInt8] {
    let shell = Process()
    shell.executableURL = URL(filePath: "/bin/sh")
    shell.arguments = [
      "-c",
      "cd \(folder) && gzip -dc \(packed) > good && rm -rf packed && mkdir packed && cd packed && "
        + "\(commands) && tar -cf - . | gzip > ../packed.tgz",
    ]
    try shell.run()
    shell.waitUntilExit()
    try #require(shell.terminationStatus == 0)
    return Array(try Data(contentsOf: URL(filePath: "\(folder)/packed.tgz")))
  }

  private func inFolder(_ body: (String) throws -> Void) throws {
    let folder = URL.temporaryDirectory.appending(path: "fetch-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path())
  }
}
