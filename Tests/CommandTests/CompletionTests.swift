import Foundation
import PtySupport
import Testing

/// What Tab offers in the shells that are installed.
@Suite("Completion")
struct CompletionTests {
  private static func isInstalled(_ shell: String) -> Bool {
    ["/bin", "/usr/bin"].contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/\(shell)")
    }
  }

  /// What stands before Tab, some of what is offered, and what is not.
  private static let cases: [(line: String, offered: [String], missing: [String])] = [
    ("report ca", ["cat", "cat.jpg"], ["mobile.tflite"]),
    ("report --json ca", ["cat", "cat.jpg"], []),
    ("report --weights mob", ["mobile.tflite", "mobile"], ["cat.jpg"]),
    ("--weights mob", ["mobile.tflite"], []),
    ("weights show mob", ["mobile.tflite"], []),
    ("--al", ["--alpha"], ["--sides"]),
    ("cat.jpg --al", ["--alpha"], []),
    ("--alpha 0.5 --col", ["--color"], []),
    ("--color n", ["never"], ["auto"]), ("--theme l", ["light"], ["dark"]),
    ("c", ["cat", "cat.jpg"], ["report"]),
    ("s", ["sweep", "summer.png"], ["report"]),
    ("evaluate ca", ["cat.jpg"], ["cat"]),
    ("sweep --format s", ["svg"], ["json"]),
    ("report --isa b", ["baseline"], []),
  ]

  @Test("in bash: options, values, photos, files", arguments: cases)
  func bash(line: String, offered: [String], missing: [String]) throws {
    try expect(offered, missing, of: line, shell: "bash") { script, words in
      """
      source \(script)
      COMP_WORDS=(mobilenet-explorer \(words)); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
      COMP_LINE="${COMP_WORDS[*]}"; COMP_POINT=${#COMP_LINE}
      _mobilenet-explorer_or_explore mobilenet-explorer \\
        "${COMP_WORDS[-1]}" "${COMP_WORDS[COMP_CWORD - 1]}"
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    }
  }

  @Test("in bash itself, on Tab")
  func bashOnTab() throws {
    try inFolder { folder in
      let shell = try ChildProcess(
        "/bin/bash", ["--norc", "--noprofile", "-i"],
        environment: ["TERM": "xterm-256color", "LANG": "C.UTF-8", "PATH": path, "PS1": "ask> "],
        columns: 120)
      try shell.type("cd \(folder) && bind 'set bell-style none' && clear\n")
      try shell.type("source <(mobilenet-explorer --generate-completion-script bash); echo ready\n")
      try shell.wait(for: "a prompt") { $0.text.contains("ready\nask>") }
      try shell.type("mobilenet-explorer --weights mobile.t\t")
      try shell.wait(forText: "--weights mobile.tflite")
      try shell.type("\u{15}mobilenet-explorer report esp\t")
      try shell.wait(forText: "report espresso")
      try shell.type("\u{15}mobilenet-explorer report ca\t\t\t")
      try shell.wait(forText: "cat      cat.jpg")
      try shell.type("\u{15}mobilenet-explorer --alp\t")
      try shell.wait(forText: "mobilenet-explorer --alpha")
      shell.hangUp()
    }
  }

  @Test(
    "in fish: the same", .enabled(if: isInstalled("fish"), "fish is not installed"),
    arguments: cases)
  func fish(line: String, offered: [String], missing: [String]) throws {
    try expect(offered, missing, of: line, shell: "fish") { script, words in
      "source \(script); complete -C 'mobilenet-explorer \(words)' | string split -f 1 \\t"
    }
  }

  @Test(
    "is a script that zsh can read", .enabled(if: isInstalled("zsh"), "zsh is not installed"))
  func zsh() throws {
    try inFolder { folder in
      let script = try written("zsh", in: folder)
      let check = try Shell("zsh", "-n", script)
      #expect(check.status == 0, "\(check.output)")
      let text = try String(contentsOfFile: script, encoding: .utf8)
      #expect(text.contains("(bison cat espresso goldfish viaduct)") || text.contains("'bison'"))
      #expect(text.contains("words=(\"${words[1]}\" explore"))
      #expect(text.contains("_files}'"))
    }
  }

  @Test("refuses a shell that it does not know")
  func unknown() throws {
    let run = try Run(["--generate-completion-script", "tcsh"])
    #expect(run.status == 64 && run.error.contains("give one of bash, zsh, fish"))
  }

  private func expect(
    _ offered: [String], _ missing: [String], of line: String, shell: String,
    _ commands: (_ script: String, _ words: String) -> String
  ) throws {
    try inFolder { folder in
      let script = try written(shell, in: folder)
      let run = try Shell(shell, "-c", commands(script, line), folder: folder)
      let replies = run.output.split(separator: "\n").map { reply in
        String(reply.hasSuffix("/") ? reply.dropLast() : reply)
      }
      for word in offered { #expect(replies.contains(word), "\(word): \(run.output)") }
      for word in missing { #expect(!replies.contains(word), "\(word): \(run.output)") }
    }
  }

  private var path: String {
    let built = URL(fileURLWithPath: BuiltProgram.path("mobilenet-explorer"))
    return "\(built.deletingLastPathComponent().path):/usr/bin:/bin"
  }

  private func written(_ shell: String, in folder: String) throws -> String {
    let script = try Run(["--generate-completion-script", shell])
    #expect(script.status == 0)
    let file = "\(folder)/.script"
    try script.output.write(toFile: file, atomically: true, encoding: .utf8)
    return file
  }

  /// With a picture, weights and a folder in it.
  private func inFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("completion-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("mobile"), withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for name in ["cat.jpg", "mobile.tflite", "summer.png"] {
      try Data().write(to: folder.appendingPathComponent(name))
    }
    try body(folder.path)
  }
}

/// One run of a shell, its output and errors together.
private struct Shell {
  let status: Int32
  let output: String

  init(_ name: String, _ arguments: String..., folder: String? = nil) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [name] + arguments
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    let output = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    status = process.terminationStatus
    self.output = String(decoding: bytes, as: UTF8.self)
  }
}
