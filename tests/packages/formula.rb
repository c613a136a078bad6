# Stands in for Homebrew: evaluates a formula on one system, installs from an
# unpacked archive, and runs the formula's own test.
#
#   ruby formula.rb FORMULA on_linux on_intel UNPACKED PREFIX
require "fileutils"
require "pathname"

SYSTEM, PROCESSOR = ARGV[1, 2]
FORMULA, UNPACKED, PREFIX = ARGV.values_at(0, 3, 4).map { |path| File.expand_path(path) }

class Pathname
  def install(name)
    mkpath
    FileUtils.cp(name, self)
  end
end

class Formula
  @told = {}
  class << self
    attr_reader :told, :tests

    def inherited(formula)
      super
      formula.instance_variable_set(:@told, {})
    end

    %i[desc homepage version license url sha256].each do |word|
      define_method(word) do |value|
        raise "#{word} is said twice" if @told.key?(word)

        @told[word] = value
      end
    end

    %i[on_macos on_linux on_arm on_intel].each do |where|
      define_method(where) do |&block|
        block.call if [SYSTEM, PROCESSOR].include?(where.to_s)
      end
    end

    def test(&block)
      @tests = block
    end
  end

  {
    bin: "bin",
    doc: "share/doc/git-shipkit",
    man1: "share/man/man1",
    bash_completion: "etc/bash_completion.d",
    zsh_completion: "share/zsh/site-functions",
    fish_completion: "share/fish/vendor_completions.d",
  }.each { |name, dir| define_method(name) { Pathname(PREFIX)/dir } }

  def version
    self.class.told.fetch(:version)
  end

  def testpath
    Pathname(Dir.pwd)
  end

  def system(*words)
    Kernel.system(*words.map(&:to_s)) or raise "#{words}: #{$?}"
  end

  def shell_output(command, status = 0)
    said = `#{command}`
    raise "#{command}: #{$?}" unless $?.exitstatus == status

    said
  end

  def assert_match(wanted, said)
    raise "no #{wanted.inspect} in:\n#{said}" unless said.match?(Regexp.new(Regexp.escape(wanted)))
  end
end

load FORMULA
formula = GitShipkit.new
Dir.chdir(UNPACKED) { formula.install }
Dir.mkdir("brewed")
Dir.chdir("brewed") { formula.instance_eval(&GitShipkit.tests) }
puts GitShipkit.told.values_at(:version, :url, :sha256)
