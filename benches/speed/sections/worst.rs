//! Files that are as hard to compare as can be: every command has to end in
//! time, in little memory, and say what it did not look at.

use crate::Bench;
use crate::command::{Result, run};
use crate::repository::{Scene, Shape, anew};
use crate::table::milliseconds;
use crate::usage::{Usage, usage};
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;

const MILLION: usize = 1_000_000;

/// Milliseconds that one command may take.
const TIME: f64 = 1_000.0;
/// Memory that it may take, in KB.
const MEMORY: u64 = 100_000;

/// What it is, what it was then, what it is now.
struct Case {
    what: &'static str,
    then: fn() -> Vec<u8>,
    now: fn() -> Vec<u8>,
}

const CASES: [Case; 7] = [
    Case {
        what: "a million unique lines, all others now",
        then: || numbered(0..MILLION),
        now: || numbered(MILLION..2 * MILLION),
    },
    Case {
        what: "a million unique lines, reversed",
        then: || numbered(0..MILLION),
        now: || numbered((0..MILLION).rev()),
    },
    Case {
        what: "a million unique lines, shuffled",
        then: || numbered(0..MILLION),
        now: || numbered((0..MILLION).map(|n| n * 611_953 % MILLION)),
    },
    Case {
        what: "a million lines, ten distinct",
        then: || numbered((0..MILLION).map(|n| scattered(n) % 10)),
        now: || numbered((0..MILLION).map(|n| scattered(n + MILLION) % 10)),
    },
    Case {
        what: "100,000 lines, ten distinct",
        then: || numbered((0..MILLION / 10).map(|n| scattered(n) % 10)),
        now: || numbered((0..MILLION / 10).map(|n| scattered(n + MILLION) % 10)),
    },
    Case {
        what: "one line of 50 MB",
        then: || vec![b'x'; 50_000_000],
        now: || vec![b'y'; 50_000_000],
    },
    Case {
        what: "50 MB of binary",
        then: || vec![0; 50_000_000],
        now: || vec![1; 50_000_000],
    },
];

fn numbered(lines: impl Iterator<Item = usize>) -> Vec<u8> {
    let mut text = String::new();
    for line in lines {
        let _ = writeln!(text, "line {line}"); // a string takes all
    }
    text.into_bytes()
}

/// A number that nothing is known of by its neighbours (splitmix64).
fn scattered(number: usize) -> usize {
    let mut x = (number as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    usize::try_from(x >> 33).unwrap_or_default()
}

const COMMANDS: [&[&str]; 5] = [
    &["resume", "--check"],
    &["resume"],
    &["status"],
    &["diff"],
    &["hook", "pre-commit"],
];

pub(super) fn worst(bench: &mut Bench) -> Result<()> {
    writeln!(
        bench.out,
        "| file | command | time | most memory | exit | it says what it did not compare | ≤ 1 s, 100 MB |"
    )?;
    writeln!(bench.out, "| --- | --- | ---: | ---: | ---: | --- | --- |")?;
    for case in &CASES {
        let repository = anew("worst", |_| Ok(()))?;
        let scene = Scene::at(&bench.program, repository, Shape::flat("worst", 0))?;
        let file = scene.repository.join("worst.txt");
        fs::write(&file, (case.then)())?;
        run(scene.git().args(["add", "worst.txt"]))?;
        run(scene.git().args(["commit", "-q", "-m", "The worst"]))?;
        let mut save = scene.shipkit();
        save.args(["checkpoint", "--task", "t", "--open", "worst.txt:1", "-y"]);
        run(&mut save)?;
        fs::write(&file, (case.now)())?;
        // What of a `diff` is shown, git compares a second time.
        let (mut own, mut gits) = (Most::default(), Most::default());
        for arguments in COMMANDS {
            let Some(took) = row(bench, &scene, case.what, arguments)? else {
                return bench.say("/usr/bin/time and timeout are not there.");
            };
            let most = if arguments == ["diff"] {
                &mut gits
            } else {
                &mut own
            };
            most.milliseconds = most.milliseconds.max(took.milliseconds);
            most.kilobytes = most.kilobytes.max(took.peak_kilobytes);
        }
        own.judge(bench, case.what);
        gits.judge(bench, &format!("{}: `diff`", case.what));
    }
    bench.say("")
}

/// The worst of some commands.
#[derive(Default)]
struct Most {
    milliseconds: f64,
    kilobytes: u64,
}

impl Most {
    fn judge(&self, bench: &mut Bench, what: &str) {
        let time = milliseconds(self.milliseconds);
        let reached = format!("{time}, {} MB at most", self.kilobytes / 1_000);
        let is_met = self.milliseconds <= TIME && self.kilobytes <= MEMORY;
        bench.tally.judge(what, &reached, "≤ 1 s, 100 MB", is_met);
    }
}

/// Memory is the kernel's count; it has pages of files that are mapped in it.
fn row(bench: &mut Bench, scene: &Scene, what: &str, arguments: &[&str]) -> Result<Option<Usage>> {
    let mut command = scene.shipkit();
    command.args(arguments);
    let (notes, output) = (scene.place("notes"), scene.place("output"));
    let Some(took) = usage(&command, &notes, &output)? else {
        return Ok(None);
    };
    let text = fs::read(&output)?;
    let cut = [&b"cannot tell"[..], b"too large"];
    let has = |words: &&[u8]| text.windows(words.len()).any(|part| part == *words);
    let says = if cut.iter().any(has) { "yes" } else { "" };
    let is_met = took.milliseconds <= TIME && took.peak_kilobytes <= MEMORY;
    writeln!(
        bench.out,
        "| {what} | `{}` | {} | {} MB | {} | {says} | {} |",
        arguments.join(" "),
        milliseconds(took.milliseconds),
        took.peak_kilobytes / 1_000,
        took.code,
        if is_met { "met" } else { "**not met**" }
    )?;
    bench.out.flush()?;
    Ok(Some(took))
}
