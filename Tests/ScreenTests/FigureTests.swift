import Testing

@testable import Screen

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
      (0, "0"), (1152, "1 152"), (99_999, "99 999"), (99_999.6, "0.100 M"), (656_000, "0.656 M"),
      (999_499, "0.999 M"), (999_999, "1.00 M"), (1_951_248, "1.95 M"), (9_994_999, "9.99 M"),
      (9_999_999, "10.0 M"), (26_650_000, "26.7 M"), (186e6, "186 M"), (4_866e6, "4 866 M"),
      (9_999.4e6, "9 999 M"), (25_410e6, "25.4 G"),
    ] as [(Double, String)])
  func counts(value: Double, expected: String) {
    #expect(Figure.count(value) == expected)
  }

  @Test(
    "of times",
    arguments: [
      (0.0312, "0.031 ms"), (0.61, "0.610 ms"), (4.912, "4.91 ms"), (12.34, "12.3 ms"),
      (999.6, "1 000 ms"), (9_999.4, "9 999 ms"), (12_345, "12.3 s"), (-0.01, "−0.010 ms"),
    ] as [(Double, String)])
  func milliseconds(value: Double, expected: String) {
    #expect(Figure.milliseconds(value) == expected)
  }

  @Test("of times in columns take at most seven cells up to a hundred seconds")
  func columns() {
    #expect(Figure.columnMilliseconds(0.0314) == "0.031")
    #expect(Figure.columnMilliseconds(123.4567) == "123.457")
    #expect(Figure.columnMilliseconds(1234.56) == "1 234.6")
    for value in [0, 999.9994, 999.9996, 9_999.94, 9_999.96, 99_999] {
      #expect(Figure.columnMilliseconds(value).cellCount <= 7)
    }
  }

  @Test("of shares, bytes, factors, changes, ρ")
  func others() {
    #expect(Figure.percent(0.6137) == "61.4 %")
    #expect(Figure.percent(1) == "100.0 %")
    #expect(
      [0, 512, 999.6, 812_000, 999_600, 7_912_000, 117.6e6, 1.234e9].map(Figure.bytes)
        == ["0 B", "512 B", "1 kB", "812 kB", "1.0 MB", "7.9 MB", "117.6 MB", "1.23 GB"])
    #expect(
      [0, 1e-9, 0.0004, 0.0005, 0.1434, 1, 9.9996, 12.5].map(Figure.factor)
        == ["0.000", "<0.001", "<0.001", "0.001", "0.143", "1.000", "10.0", "12.5"])
    #expect(
      [0.031, -0.082, 0, 0.0001, -0.0001, 1].map(Figure.points)
        == ["+3.1", "−8.2", "0.0", "0.0", "0.0", "+100.0"])
    #expect([0.5, 1, 6.0 / 7, 0.07].map(Figure.rho) == ["0.50", "1.00", "0.857", "0.07"])
  }
}
