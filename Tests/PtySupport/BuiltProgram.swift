import Glibc

/// Where the programs of this package lie while its tests run.
public enum BuiltProgram {
  /// The path of a program that the test target depends on: it lies beside the test runner.
  public static func path(_ name: String) -> String {
    var bytes = [CChar](repeating: 0, count: 4096)
    let count = max(0, readlink("/proc/self/exe", &bytes, bytes.count))
    let own = String(decoding: bytes[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
    return own[..<(own.lastIndex(of: "/") ?? own.startIndex)] + "/" + name
  }
}
