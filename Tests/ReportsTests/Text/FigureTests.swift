import Testing

@testable import Reports

@Suite("Figures")
struct FigureTests {
  @Test(
    "with fixed decimals",
    arguments: [
      (0, 2, "0.00"), (1234.5, 2, "1 234.50"), (-0.016, 2, "−0.02"), (-0.001, 2, "0.00"),
      (0.9996, 3, "1.000"), (2.5, 0, "3"), (0.05, 3, "0.050"), (.nan, 1, "–"), (.infinity, 0, "–"),
      (1e300, 3, "–"),
    ] as [(Double, Int, String)])
  func fixed(value: Double, decimals: Int, expected: String) {
    #expect(Figure.fixed(value, decimals: decimals) == expected)
  }

  @Test(
    "with thousands apart",
    arguments: [
      (0, "0"), (999, "999"), (1152, "1 152"), (4_231_976, "4 231 976"), (-1000, "−1 000"),
      (Int.min, "−9 223 372 036 854 775 808"),
    ])
  func grouped(value: Int, expected: String) {
    #expect(Figure.grouped(value) == expected)
  }

  @Test(
    "of counts",
    arguments: [
      (0, "0"), (1152, "1 152"), (9_999, "9 999"), (9_999.6, "10.0 k"), (56_213, "56.2 k"),
      (656_000, "656 k"), (999_499, "999 k"), (999_999, "1.00 M"), (1_951_248, "1.95 M"),
      (9_994_999, "9.99 M"),
      (9_999_999, "10.0 M"), (26_650_000, "26.7 M"), (186e6, "186 M"), (4_866e6, "4 866 M"),
      (9_999.4e6, "9 999 M"), (25_410e6, "25.4 G"),
    ] as [(Double, String)])
  func counts(value: Double, expected: String) {
    #expect(Figure.count(value) == expected)
  }

  @Test(
    "of times",
    arguments: [
      (0.0000312, "0.0312 µs"), (0.00413, "4.13 µs"), (0.0312, "31.2 µs"), (0.0999, "99.9 µs"),
      (0.09996, "0.100 ms"), (0, "0.000 ms"), (0.61, "0.610 ms"), (4.912, "4.91 ms"),
      (12.34, "12.3 ms"),
      (999.4, "999 ms"), (999.6, "1.00 s"), (12_345, "12.3 s"), (-0.01, "−10.0 µs"),
    ] as [(Double, String)])
  func milliseconds(value: Double, expected: String) {
    #expect(Figure.milliseconds(value) == expected)
  }

  @Test("of times in a table have one unit, three digits and at most seven cells")
  func columns() {
    let short = TimeUnit(for: [0.00031, 0.0314, 1.2204])
    #expect(short == .microseconds && short.symbol == "µs")
    #expect([0.00031, 0.0314, 1.2204].map(short.figure) == ["0.310", "31.4", "1 220"])
    let long = TimeUnit(for: [0.0031, 0.314, 12.204])
    #expect(long == .milliseconds)
    #expect([0.0031, 0.314, 12.204].map(long.figure) == ["0.00310", "0.314", "12.2"])
    #expect(TimeUnit(for: []) == .microseconds)
    for value in [0, 0.0001, 9.99, 9.9995, 99.96, 999.9994, 99_999] {
      for unit in [TimeUnit(for: [value]), .milliseconds] {
        #expect(unit.figure(value).cellCount <= 7)
      }
    }
  }

  @Test("of parts add up to their sum as they are written")
  func parts() {
    let memory = Figure.bytes(sum: 13.64e6, 1.84e6)
    #expect(memory == ("15.5 MB", "13.6 MB", "1.9 MB"))
    #expect(Figure.bytes(sum: 7.66e6, 33e3) == ("7.7 MB", "7.7 MB", "33 kB"))
    #expect(Figure.bytes(sum: 400.4e3, 300.4e3) == ("701 kB", "400 kB", "301 kB"))
    #expect(Figure.bytes(sum: 0, 12) == ("12 B", "0 B", "12 B"))
  }

  @Test("of one thing are in the singular")
  func counted() {
    #expect(
      [0, 1, 2, 1200].map { Figure.counted($0, "picture") }
        == ["0 pictures", "1 picture", "2 pictures", "1 200 pictures"])
  }

  @Test("of one share are rounded alike", arguments: [0.9696, 0.9649, 0.9651, 0.005, 0.996, 1])
  func rounding(share: Double) {
    let shown = Figure.percent(share).dropLast(2)
    let whole = Double(shown).map { Figure.fixed($0, decimals: 0) }
    #expect(Figure.wholePercent(share) == whole)
  }

  @Test("of shares, bytes, factors, changes, ρ")
  func others() {
    #expect(Figure.percent(0.6137) == "61.4 %")
    #expect(Figure.percent(1) == "100.0 %")
    #expect(
      [0, 512, 999.6, 812_000, 999_600, 7_912_000, 117.6e6, 1.234e9].map(Figure.bytes)
        == ["0 B", "512 B", "1 kB", "812 kB", "1.0 MB", "7.9 MB", "117.6 MB", "1.23 GB"])
    #expect(
      [0, 512, 55_296, 1_023_999, 1_204_224].map(Figure.kibibytes)
        == ["0.000 KiB", "0.500 KiB", "54.0 KiB", "1 000 KiB", "1 176 KiB"])
    #expect(
      [0, 1e-9, 0.00087, 0.002753, 0.0287, 0.1434, 1, 9.9996, 12.5].map(Figure.factor)
        == ["0.000", "<0.0001", "0.00087", "0.00275", "0.0287", "0.143", "1.000", "10.0", "12.5"])
    #expect(
      [0.031, -0.082, 0, 0.0001, -0.0001, 1].map(Figure.points)
        == ["+3.1", "−8.2", "0.0", "0.0", "0.0", "+100.0"])
    #expect([0.5, 1, 6.0 / 7, 0.07].map(Figure.rho) == ["0.50", "1.00", "0.857", "0.07"])
  }
}
