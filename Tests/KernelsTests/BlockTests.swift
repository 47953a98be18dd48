import Kernels
import Testing

@Suite("Blocks of sixteen channels")
struct BlockTests {
  @Test("are as many as hold the channels, the last one perhaps partly empty")
  func counts() {
    for channels in 0...200 {
      #expect(Block.count(of: channels) == Int((Double(channels) / 16).rounded(.up)))
      #expect(Block.filled(by: channels) == channels / 16)
      #expect(Block.padded(channels) == Block.count(of: channels) * 16)
      #expect((channels..<channels + 16).contains(Block.padded(channels)))
    }
  }

  @Test(
    "are computed by halves where the last one has no more than eight channels",
    arguments: [
      (1, 1, 0), (8, 1, 0), (9, 1, 1), (16, 1, 1), (17, 2, 1), (24, 2, 1), (25, 2, 2), (32, 2, 2),
      (1024, 64, 64), (1000, 63, 62),
    ])
  func halves(channels: Int, all: Int, full: Int) {
    let blocks = BlockCount(channels: channels)
    #expect(blocks.all == all && blocks.full == full)
  }
}
