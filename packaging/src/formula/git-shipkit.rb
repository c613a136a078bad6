class GitShipkit < Formula
  desc "{description}"
  homepage "{repository}"
  version "{version}"
  license any_of: ["MIT", "Apache-2.0"]
{downloads}
  def install
    bin.install "git-shipkit"
    doc.install "share/doc/git-shipkit/third-party.txt"
    man1.install "share/man/man1/git-shipkit.1"
    bash_completion.install "share/bash-completion/completions/git-shipkit"
    zsh_completion.install "share/zsh/site-functions/_git-shipkit"
    fish_completion.install "share/fish/vendor_completions.d/git-shipkit.fish"
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/git-shipkit --version")
    (testpath/"steps.txt").write "one\ntwo\n"
    system "git", "init", "-q"
    system bin/"git-shipkit", "checkpoint", "--task", "Try it", "--open", "steps.txt:2"
    (testpath/"steps.txt").write "zero\none\ntwo\n"
    assert_match "line 2 -> 3", shell_output("#{bin}/git-shipkit resume --check", 1)
  end
end
