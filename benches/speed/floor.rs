//! The floor: what no program can be faster than, whatever it is written in.
//! Small programs of `benches/floor/`, compiled with the toolchain that is there.

use crate::command::{Result, builder, run};
use std::fs;
use std::path::{Path, PathBuf};

/// The program of that name, compiled where it is not yet; statically, so that
/// no loader is measured, where that can be linked.
pub(crate) fn program(name: &str) -> Result<PathBuf> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("benches/floor/{name}.rs"));
    let place = crate::target()?.join("bench-floor");
    fs::create_dir_all(&place)?;
    let program = place.join(name);
    if is_newer(&program, &source) {
        return Ok(program);
    }
    let compile = |more: &[&str]| {
        let mut rustc = builder("rustc", &place);
        rustc.args([
            "--edition",
            "2024",
            "-C",
            "opt-level=3",
            "-C",
            "panic=abort",
        ]);
        rustc.args(["-C", "strip=symbols"]).args(more);
        run(rustc.arg("-o").arg(&program).arg(&source))
    };
    let is_static = [
        "-C",
        "target-feature=+crt-static",
        "-C",
        "relocation-model=static",
    ];
    compile(&is_static).or_else(|_| compile(&[]))?;
    Ok(program)
}

fn is_newer(program: &Path, source: &Path) -> bool {
    let time = |path: &Path| fs::metadata(path).and_then(|data| data.modified()).ok();
    time(program).is_some_and(|built| time(source).is_some_and(|written| built > written))
}
