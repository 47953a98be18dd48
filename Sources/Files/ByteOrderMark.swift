extension Collection<UInt8> {
  /// The text behind a UTF-8 byte order mark, which some editors and PowerShell write.
  public var withoutByteOrderMark: SubSequence {
    starts(with: [0xEF, 0xBB, 0xBF]) ? dropFirst(3) : self[...]
  }
}
