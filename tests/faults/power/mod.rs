//! The power cut at a random moment: savers work on a file system of their
//! own, beside somebody who syncs other files; it is shut down without a flush,
//! mounted again and judged. It shows
//! the order in which the kernel writes, not a disk that lies.
//!
//! Each row is tried by this program started again in a mount namespace of its
//! own: whatever ends it, nothing stays mounted.

mod cuts;
mod disk;
mod judge;
mod setting;

use super::grounds::grounds;
use super::row::{Control, Row, Trial};
use super::scale::Scale;
use super::scene::{Format, Hand};
use cuts::cut;
use disk::Disk;
use setting::{FileSystem, Setting, Variant};
use std::error::Error;
use std::ffi::OsString;
use std::io::Write as _;
use std::process::{Command, Stdio};

/// The word by which the bench asks itself to cut the power.
pub(crate) const CUTS: &str = "--power-cuts";

/// How many cuts a bounded run makes in a row of savers, in another, and in a
/// control: twenty a file system.
const BOUNDED: usize = 10;
const BOUNDED_OTHERS: usize = 5;
const BOUNDED_CONTROL: usize = 3;
/// How many a long one makes.
const LONG: usize = 1_000;
const LONG_CONTROL: usize = 100;

/// One trial a file system, a format and a hand, and what the user added.
pub(crate) fn trials(scale: &Scale) -> Vec<Trial> {
    let mut trials = Vec::new();
    for file_system in FileSystem::ALL {
        for (format, hand) in grounds(scale) {
            let variants: &[Variant] = match format {
                Format::Files => &[Variant::Savers, Variant::Adds],
                Format::Reftable => &[Variant::Alone],
                Format::Sha256 => &[], // the bytes differ, not how they are written
            };
            for variant in variants {
                let setting = Setting {
                    file_system,
                    format,
                    hand,
                    variant: *variant,
                    cuts: 0,
                };
                trials.push(Trial::new(setting.name(), move |scale| row(setting, scale)));
            }
        }
    }
    trials
}

fn row(setting: Setting, scale: &Scale) -> Row {
    if let Some(why) = missing(setting.file_system) {
        return Row::untried(why);
    }
    let savers = setting.variant == Variant::Savers;
    let bounded = if savers { BOUNDED } else { BOUNDED_OTHERS };
    let cuts = scale.points_or(scale.either(bounded, LONG));
    let setting = Setting { cuts, ..setting };
    let mut row = apart(setting);
    if setting.variant == Variant::Alone && row.tried - row.whole == 1 {
        // A machine under load writes by itself now and then, as a neighbour
        // would: once that may fall into the gap that git leaves, not twice.
        row = apart(setting);
    }
    let cuts = scale.points_or(scale.either(BOUNDED_CONTROL, LONG_CONTROL));
    let control = apart(Setting {
        variant: Variant::Careless,
        cuts,
        ..setting
    });
    row.control = Some(Control {
        what: "durability=git, core.fsync=none".to_owned(),
        tried: control.tried,
        broken: control.tried - control.whole,
        least: (control.tried * 95).div_ceil(100),
    });
    row
}

/// Why no power can be cut here.
fn missing(file_system: FileSystem) -> Option<String> {
    if !rustix::process::geteuid().is_root() {
        return Some("only root can mount".to_owned());
    }
    for program in [
        "unshare",
        "setpriv",
        "mount",
        "umount",
        "xfs_io",
        file_system.maker(),
    ] {
        let found = Command::new("sh")
            .args(["-c", &format!("command -v {program}")])
            .stdout(Stdio::null())
            .status();
        if !found.is_ok_and(|status| status.success()) {
            return Some(format!("there is no {program}"));
        }
    }
    let setting = Setting {
        cuts: 0,
        ..Setting::plain(file_system)
    };
    let row = apart(setting);
    (!row.stories.is_empty()).then(|| row.stories.join("; "))
}

/// Makes the cuts in a process and a mount namespace of their own, which die
/// with this one.
fn apart(setting: Setting) -> Row {
    let myself = std::env::current_exe().expect("the bench is a file");
    let output = Command::new("setpriv")
        .args([
            "--pdeathsig",
            "KILL",
            "unshare",
            "--mount",
            "--propagation",
            "private",
        ])
        .arg(myself)
        .arg(CUTS)
        .args(setting.words())
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output();
    let mut row = Row::default();
    let output = match output {
        Ok(output) => output,
        Err(error) => {
            row.count("gave up", error.to_string());
            return row;
        }
    };
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        match line.split_once('\t') {
            Some(("tried", _)) => row.tried += 1,
            Some(("whole", _)) => row.whole += 1,
            Some((kind, story)) => row.count(judge::known(kind), story),
            None => row.count("gave up", line),
        }
    }
    if !output.status.success() || row.tried != setting.cuts {
        row.count("gave up", format!("{} of {} cuts", row.tried, setting.cuts));
    }
    row
}

/// `--power-cuts …`: makes them, and tells of each what was wrong.
pub(crate) fn make_cuts(arguments: &[OsString]) -> Result<(), Box<dyn Error>> {
    let setting = Setting::read(arguments).ok_or("no such setting")?;
    let mut stdout = std::io::stdout();
    if setting.cuts == 0 {
        if let Err(why) = Disk::new(setting.file_system).and_then(|disk| disk.cut()) {
            writeln!(stdout, "untried\t{why}")?;
        }
        return Ok(());
    }
    let mut ground = None;
    for number in 0..setting.cuts {
        let (kept, wrong) = cut(&setting, ground.take(), number)?;
        ground = kept;
        writeln!(stdout, "tried\t{number}")?;
        if wrong.is_empty() {
            writeln!(stdout, "whole\t{number}")?;
        }
        for (kind, story) in wrong {
            let story = story.replace(['\n', '\t'], " / ");
            writeln!(stdout, "{kind}\tcut {number}: {story}")?;
        }
    }
    Ok(())
}

/// The plain setting, by which a machine is tried.
impl Setting {
    fn plain(file_system: FileSystem) -> Setting {
        Setting {
            file_system,
            format: Format::Files,
            hand: Hand::Own,
            variant: Variant::Savers,
            cuts: 0,
        }
    }
}
