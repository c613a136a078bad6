//! What is shipped: how large, of how many crates, and what each heavy one of
//! them costs.

use crate::Bench;
use crate::command::{Result, builder, run, said};
use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::time::Instant;

/// What is built, and by which flags of cargo.
const WAYS: [(&str, &[&str]); 2] = [
    ("as released", &[]),
    ("without `mcp`", &["--no-default-features"]),
];

/// What is asked for directly, and brings much along.
const HEAVY: [&str; 12] = [
    "gix",
    "clap",
    "rmcp",
    "tokio",
    "chrono",
    "toml",
    "toml_edit",
    "jsonc-parser",
    "pulldown-cmark",
    "similar",
    "serde_json",
    "aho-corasick",
];

pub(super) fn size(bench: &mut Bench) -> Result<()> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let measured = fs::metadata(&bench.program)?.len();
    bench.say(&format!(
        "The measured program, with its symbols: {} KB.",
        measured / 1_000
    ))?;
    let row = "| | crates | program |\n| --- | ---: | ---: |";
    writeln!(bench.out, "{row}")?;
    for (what, flags) in WAYS {
        let crates = crates(top, "git-shipkit", flags)?.len();
        let size = if bench.is_named && !bench.is_quick {
            let start = Instant::now();
            let size = built(top, flags)?;
            format!(
                "{} KB (built in {} s)",
                size / 1_000,
                start.elapsed().as_secs()
            )
        } else {
            "by `-- size` alone".to_owned()
        };
        writeln!(bench.out, "| {what} | {crates} | {size} |")?;
    }
    bench.say("\nWhat each brings along, and how much of it nothing else would bring:")?;
    writeln!(
        bench.out,
        "| crate | crates | its own |\n| --- | ---: | ---: |"
    )?;
    for name in HEAVY {
        let with = crates(top, name, &[])?;
        let own = with.len() - shared(top, name, &with)?;
        writeln!(bench.out, "| `{name}` | {} | {own} |", with.len())?;
    }
    bench.say("")
}

/// The crates below one of them, itself among them, without those that only
/// build or test.
fn crates(top: &Path, name: &str, flags: &[&str]) -> Result<BTreeSet<String>> {
    let mut tree = builder("cargo", top);
    tree.args([
        "tree",
        "--prefix=none",
        "--format={p}",
        "--edges=normal,no-proc-macro",
    ]);
    if name == "git-shipkit" {
        tree.args(["-p", "git-shipkit"]).args(flags);
        return Ok(listed(&said(&mut tree)?));
    }
    // A crate of that name may be there in two versions: ours is the first.
    tree.args(["-p", "git-shipkit", "--depth=1"]);
    let direct = listed(&said(&mut tree)?);
    let own = direct
        .iter()
        .find(|line| line.starts_with(&format!("{name} ")));
    let version = own
        .and_then(|line| line.split(' ').nth(1))
        .ok_or("no such crate")?;
    let mut below = builder("cargo", top);
    below.args([
        "tree",
        "--prefix=none",
        "--format={p}",
        "--edges=normal,no-proc-macro",
    ]);
    below.args(["-p", &format!("{name}@{}", version.trim_start_matches('v'))]);
    Ok(listed(&said(&mut below)?))
}

fn listed(told: &str) -> BTreeSet<String> {
    let lines = told
        .lines()
        .map(|line| line.trim_end_matches(" (*)").trim());
    let lines = lines.filter(|line| !line.is_empty());
    lines.map(str::to_owned).collect()
}

/// How many of those that come with it would be there without it.
fn shared(top: &Path, name: &str, with: &BTreeSet<String>) -> Result<usize> {
    let mut tree = builder("cargo", top);
    tree.args([
        "tree",
        "-p",
        "git-shipkit",
        "--prefix=depth",
        "--format= {p}",
    ]);
    tree.args(["--edges=normal,no-proc-macro", "--no-dedupe"]);
    let mut without = BTreeSet::new();
    let mut is_below = false;
    for line in said(&mut tree)?.lines() {
        let Some((depth, package)) = line.split_once(' ') else {
            continue;
        };
        if depth == "1" {
            is_below = package.starts_with(&format!("{name} "));
        }
        if !is_below && depth != "0" {
            without.insert(package.trim().to_owned());
        }
    }
    Ok(with.intersection(&without).count())
}

/// Bytes of the program, built as a release is, in a directory of its own.
fn built(top: &Path, flags: &[&str]) -> Result<u64> {
    let place = crate::target()?.join("bench-size");
    let mut build = builder("cargo", top);
    build
        .args(["build", "--release", "--quiet", "--bin=git-shipkit"])
        .args(flags);
    run(build.arg("--target-dir").arg(&place))?;
    Ok(fs::metadata(place.join("release/git-shipkit"))?.len())
}
