//! Long-running filters, and every way they can answer, fail and die
//! (gitattributes(5), "Long Running Filter Process").

use super::Matrix;
use crate::support::{Sandbox, skipped};

/// What the filter does with a file, by the end of the file's name.
const ANSWERS: [&str; 10] = [
    "up",
    "empty",
    "long",
    "error",
    "late-error",
    "late-abort",
    "abort",
    "odd",
    "dies",
    "dies-late",
];

/// A filter that speaks the protocol in plain perl.
const FILTER: &str = r#"
use strict; $| = 1; binmode STDIN; binmode STDOUT;
my ($mode) = @ARGV;
sub get { my $n; read(STDIN, $n, 4) == 4 or exit 0; $n = hex $n; return undef if !$n;
  my $b = ''; while (length $b < $n - 4) { read(STDIN, $b, $n - 4 - length $b, length $b) or exit 0 } $b }
sub put { my $t = shift; while (length $t) { my $p = substr $t, 0, 65516, '';
  print sprintf('%04x', 4 + length $p), $p } }
sub flush { print '0000' }
while (defined(my $l = get())) { }
exit 1 if $mode eq 'silent';
put('git-filter-server'); put("version=" . ($mode eq 'version' ? 3 : 2) . "\n"); flush();
while (defined(my $l = get())) { }
put("capability=clean\n") unless $mode eq 'smudge';
put("capability=smudge\n"); put("capability=delay\n") if $mode eq 'delay'; flush();
while (1) {
  my %head; while (defined(my $l = get())) { chomp $l; my ($k, $v) = split /=/, $l, 2; $head{$k} = $v }
  my $in = ''; while (defined(my $l = get())) { $in .= $l }
  my ($do) = $head{pathname} =~ /\.([a-z-]+)$/;
  if ($do eq 'dies') { exit 1 }
  if ($do =~ /^(error|abort|odd|delayed)$/) { put("status=$do\n"); flush(); next }
  put("status=success\n"); flush();
  if ($do eq 'dies-late') { put('half'); exit 1 }
  put(uc $in) unless $do eq 'empty'; put($in x 3) if $do eq 'long'; flush();
  put("status=" . ($do =~ /late-(.*)/)[0] . "\n") if $do =~ /late/;
  flush();
}
"#;

#[test]
fn every_answer_of_a_filter_process() {
    let s = Sandbox::new();
    if s.run("perl", &["-e", "1"], None).code != 0 {
        return skipped("there is no perl to write a filter process in");
    }
    s.write("../filter.pl", FILTER);
    let mut matrix = Matrix::new(&s);
    // After an abort git asks that process no more: what it adds of a file
    // would depend on the files before.
    matrix.alone = true;
    let mut rules = String::new();
    for mode in ["good", "delay", "smudge", "version", "silent"] {
        for required in ["true", "false"] {
            for (at, answer) in ANSWERS.iter().enumerate() {
                let name = format!("{mode}-{required}-{at}");
                let key = format!("filter.{name}");
                let program = format!("exec perl ../filter.pl {mode} {at}");
                s.git(&["config", "--global", &format!("{key}.process"), &program]);
                s.git(&[
                    "config",
                    "--global",
                    &format!("{key}.clean"),
                    "echo not this",
                ]);
                s.git(&["config", "--global", &format!("{key}.required"), required]);
                rules.extend([format!("/{name}/** filter={name}\n")]);
                // What comes after an answer goes to the same process.
                matrix.write(format!("{name}/a.up"), "before\n");
                matrix.write(format!("{name}/b.{answer}"), "one\r\n".repeat(30_000));
                matrix.write(format!("{name}/c.up"), "after\n");
                if !matches!(mode, "good" | "delay") {
                    break; // no file gets that far
                }
            }
        }
    }
    s.write(".gitattributes", rules);
    matrix.compare("");
    matrix.assert_equal(100);
}

#[test]
fn a_filter_process_with_line_endings_and_ident() {
    let s = Sandbox::new();
    if s.run("perl", &["-e", "1"], None).code != 0 {
        return skipped("there is no perl to write a filter process in");
    }
    s.write("../filter.pl", FILTER);
    s.git(&[
        "config",
        "--global",
        "filter.p.process",
        "perl ../filter.pl good",
    ]);
    s.write(
        ".gitattributes",
        "* filter=p text=auto ident\nz* eol=crlf\n",
    );
    let mut matrix = Matrix::new(&s);
    for answer in ["up", "empty", "long", "error"] {
        for name in ["a", "z"] {
            matrix.write(format!("{name}.{answer}"), "one\r\n$Id: x $\r\n");
            matrix.write(format!("{name}2.{answer}"), "");
        }
    }
    matrix.compare("");
    matrix.assert_equal(16);
}
