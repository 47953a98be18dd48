import Foundation
import Synchronization

/// An HTTP server on this host for one test: gives a file, from any byte on where it is asked so.
final class FileServer: Sendable {
  let port: UInt16
  private let listener: Int32
  private let state: Mutex<State>

  private struct State {
    var files: [String: [UInt8]]
    /// Bytes after which the connection breaks, once.
    var breakAfter: Int?
    /// The first byte of each answer.
    var starts: [Int] = []
  }

  var url: String { "http://127.0.0.1:\(port)/mirror" }
  /// The first byte of each answer so far.
  var starts: [Int] { state.withLock { $0.starts } }

  /// Serves files by their names behind `url`; the first connection may break after so many bytes.
  init(_ files: [String: [UInt8]], breakAfter: Int? = nil) throws {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(descriptor, address, size) == 0 && listen(descriptor, 8) == 0
          && getsockname(descriptor, address, &size) == 0
      }
    }
    guard descriptor >= 0, isBound else { throw POSIXError(.EADDRNOTAVAIL) }
    listener = descriptor
    port = UInt16(bigEndian: address.sin_port)
    state = Mutex(State(files: files, breakAfter: breakAfter))
    Thread.detachNewThread { [self] in
      while true {
        let connection = accept(descriptor, nil, nil)
        guard connection >= 0 else { return }
        answer(connection)
        close(connection)
      }
    }
  }

  /// Ends it; the port is free from now on.
  func stop() {
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
  }

  private func answer(_ connection: Int32) {
    var request = ""
    var buffer = [UInt8](repeating: 0, count: 4096)
    while !request.contains("\r\n\r\n") {
      let count = read(connection, &buffer, buffer.count)
      guard count > 0 else { return }
      request += String(decoding: buffer[..<count], as: UTF8.self)
    }
    let path = request.split(separator: " ").dropFirst().first ?? ""
    let name = String(path.split(separator: "/").last ?? "")
    guard let file = state.withLock({ $0.files[name] }) else {
      send(Array("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".utf8), to: connection)
      return
    }
    let range = request.lowercased().split(separator: "range: bytes=").dropFirst().first
    let start = range.flatMap { Int($0.prefix(while: \.isNumber)) } ?? 0
    guard start < file.count else {
      send(
        Array(
          ("HTTP/1.1 416 Range Not Satisfiable\r\nContent-Range: bytes */\(file.count)\r\n"
            + "Content-Length: 0\r\n\r\n").utf8), to: connection)
      return
    }
    let limit = state.withLock { state in
      state.starts.append(start)
      defer { state.breakAfter = nil }
      return state.breakAfter ?? file.count
    }
    let status =
      start == 0
      ? "200 OK"
      : "206 Partial Content\r\nContent-Range: bytes \(start)-\(file.count - 1)/\(file.count)"
    let header =
      "HTTP/1.1 \(status)\r\nContent-Length: \(file.count - start)\r\nConnection: close\r\n\r\n"
    send(Array(header.utf8), to: connection)
    send(Array(file[start..<min(file.count, start + limit)]), to: connection)
  }

  private func send(_ bytes: [UInt8], to connection: Int32) {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Glibc.send(
          connection, buffer.baseAddress?.advanced(by: sent), bytes.count - sent,
          Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      sent += count
    }
  }
}
