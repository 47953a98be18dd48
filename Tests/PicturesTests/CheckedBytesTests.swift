import Testing

@testable import Pictures

@Suite("Bytes whose offsets are checked")
struct CheckedBytesTests {
  private func look<Result>(_ look: (CheckedBytes) -> Result) -> Result {
    let bytes: [UInt8] = [1, 2, 3, 4, 5]
    return bytes.withUnsafeBytes { look(CheckedBytes(buffer: $0)) }
  }

  @Test("are nothing outside the file")
  func outside() {
    look { bytes in
      #expect(bytes[0] == 1 && bytes[4] == 5)
      #expect(bytes[5] == nil && bytes[-1] == nil && bytes[.max] == nil && bytes[.min] == nil)
    }
  }

  @Test(
    "have no part that is not wholly there",
    arguments: [
      (0, 5, 5), (2, 4, 2), (5, 5, 0), (0, 0, 0), (0, 6, nil), (4, 3, nil), (-1, 2, nil),
      (6, 6, nil), (.min, .max, nil), (.max, .max, nil),
    ] as [(Int, Int, Int?)])
  func parts(start: Int, end: Int, count: Int?) {
    look { bytes in
      let part = bytes.part(from: start, to: end)
      #expect(part?.count == count)
      // A part begins at its own 0 and ends at its own end.
      if let part, part.count > 0 { #expect(part[0] == UInt8(start + 1)) }
      if let part { #expect(part[part.count] == nil) }
    }
  }

  @Test("spell numbers in either order")
  func numbers() {
    look { bytes in
      #expect(bytes.number(at: 0, length: 1) == 1)
      #expect(bytes.number(at: 1, length: 2) == 0x0203)
      #expect(bytes.number(at: 1, length: 2, .littleEndian) == 0x0302)
      #expect(bytes.number(at: 1, length: 4) == 0x0203_0405)
      #expect(bytes.number(at: 0, length: 0) == 0)
      #expect(bytes.number(at: 2, length: 4) == nil && bytes.number(at: -1, length: 1) == nil)
    }
  }

  @Test("have a signature only where all of it lies there")
  func signatures() {
    look { bytes in
      #expect(bytes.has([1, 2]) && bytes.has([4, 5], at: 3) && bytes.has([], at: 5))
      #expect(!bytes.has([1, 3]) && !bytes.has([5, 6], at: 4) && !bytes.has([1], at: 5))
    }
  }
}
