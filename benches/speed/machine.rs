//! On what it was measured: a figure without its machine says nothing.

use crate::command::{Result, plain, said};
use std::fs;
use std::io::Write;
use std::path::Path;

/// One paragraph above all tables.
pub(crate) fn tell(out: &mut dyn Write, program: &Path, repositories: &Path) -> Result<()> {
    let cores = std::thread::available_parallelism()?;
    let release = read("/proc/sys/kernel/osrelease");
    let load = read("/proc/loadavg");
    let load = load.split(' ').next().unwrap_or_default();
    let here = Path::new(".");
    let git = said(plain("git", here).arg("--version"))?;
    let own = said(plain(program, here).arg("--version"))?;
    writeln!(out, "# Speed\n")?;
    writeln!(
        out,
        "{cores} cores ({}), Linux {release}, {}, {}, {}; load {load} at the start. \
         Whole processes, started and waited for. Ratios are medians of those of each round.\n",
        processor(),
        filesystem(repositories),
        git.trim(),
        own.trim(),
    )?;
    Ok(out.flush()?)
}

fn read(path: &str) -> String {
    let text = fs::read_to_string(path).unwrap_or_default();
    text.trim().to_owned()
}

fn processor() -> String {
    let all = read("/proc/cpuinfo");
    let name = all.lines().find_map(|line| line.strip_prefix("model name"));
    let name = name.map_or("unknown", |name| name.trim_start_matches([' ', '\t', ':']));
    name.to_owned()
}

/// What the directory lies on: the mount with the longest path that leads to it.
fn filesystem(directory: &Path) -> String {
    let mounts = read("/proc/mounts");
    let fields = mounts.lines().map(|line| line.split(' '));
    let pairs = fields.filter_map(|mut fields| Some((fields.nth(1)?, fields.next()?)));
    let over = pairs.filter(|(place, _)| directory.starts_with(place));
    let nearest = over.max_by_key(|(place, _)| place.len());
    nearest.map_or_else(|| "unknown".to_owned(), |(_, kind)| kind.to_owned())
}
