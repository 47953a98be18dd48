class MobilenetExplorer < Formula
  desc "Explore MobileNet v1 in the terminal: move α and ρ, watch the network change"
  homepage "https://github.com/mobilenet-explorer/mobilenet-explorer"
  # To be filled in with the first release.
  url "https://github.com/mobilenet-explorer/mobilenet-explorer/archive/refs/tags/v0.1.0.tar.gz"
  sha256 "0000000000000000000000000000000000000000000000000000000000000000"
  license "Apache-2.0"

  depends_on "swift" => :build
  depends_on "cmark"
  depends_on "jpeg-turbo"
  depends_on "libpng"
  depends_on :linux
  depends_on "ncurses"

  def install
    system "swift", "build", "--disable-sandbox", "-c", "release", "--product", "mobilenet-explorer"
    bin.install ".build/release/mobilenet-explorer"
    generate_completions_from_executable(bin/"mobilenet-explorer", "--generate-completion-script")
  end

  test do
    assert_match "viaduct", shell_output("#{bin}/mobilenet-explorer report viaduct --runs 1")
  end
end
