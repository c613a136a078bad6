//! Asks the linker for a program that starts fast: `resume` belongs in prompts
//! and hooks, where loading shared libraries and relocating a program of this
//! size costs half of what asking git for HEAD does.
//!
//! Measured with an empty program, medians of 300 starts: 0.78 ms as rustc
//! links it, 0.53 ms static at a fixed address; `git --version` 1.02 ms.
//!
//! On Linux with glibc, built for the machine it is built on, the program is
//! static where the C library is there as an archive, and a trial program that
//! is linked in this way runs. Everywhere else, and with
//! `SHIPKIT_LINK=dynamic` in the environment, it takes the shared libraries.
//! With musl rustc links statically by itself.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What asks for shared libraries all the same: distributions want them.
const WISH: &str = "SHIPKIT_LINK";

/// The machines on which that is worth a trial.
const MACHINES: [&str; 2] = ["x86_64", "aarch64"];

/// The bytes of an archive without members (ar's magic).
const EMPTY_ARCHIVE: u64 = 8;

/// Uses what a static program could lack: threads, thread-local values, the
/// unwinder, the clock and memory.
const TRIAL: &str = r#"
fn main() {
    let thread = std::thread::spawn(|| std::time::Instant::now().elapsed());
    let elapsed = thread.join().expect("the thread runs");
    std::panic::set_hook(Box::new(|_| ()));
    let caught = std::panic::catch_unwind(|| panic!("{elapsed:?}"));
    std::process::exit(if caught.is_err() { 0 } else { 1 });
}
"#;

#[expect(
    clippy::disallowed_methods,
    reason = "a build script has no World; cargo speaks to it by environment"
)]
fn told(key: &str) -> String {
    env::var(key).unwrap_or_default()
}

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-env-changed={WISH}");
    if told("CARGO_CFG_TARGET_OS") != "linux" || told("CARGO_CFG_TARGET_ENV") != "gnu" {
        return;
    }
    println!("cargo:rustc-link-arg-bins=-no-pie");
    if may_be_static() {
        let dir = PathBuf::from(told("OUT_DIR")).join("static");
        // Whatever does not work is no way to link; there is another.
        if let Ok(Some(args)) = arguments(&dir) {
            for arg in args {
                println!("cargo:rustc-link-arg-bins={arg}");
            }
        }
    }
}

/// Whether the trial can run here, and nobody has decided otherwise.
fn may_be_static() -> bool {
    let is_set = |feature: &str| {
        told("CARGO_CFG_TARGET_FEATURE")
            .split(',')
            .any(|set| set == feature)
    };
    told("HOST") == told("TARGET")
        && MACHINES.contains(&told("CARGO_CFG_TARGET_ARCH").as_str())
        && told(WISH) != "dynamic"
        && !is_set("crt-static")
}

/// What the linker has to be told; `None` where it does not make a program
/// that runs.
///
/// rustc names the libraries itself, and asks for shared ones (`-lgcc_s -lc`)
/// unless the whole build is for `crt-static`, which only whoever runs cargo
/// can say. So a directory goes before the system's in which the same names
/// are scripts (ld's manual, *Implicit Linker Scripts*) that lead to the
/// archives. `libgcc_s` has none; what it holds is in two others.
fn arguments(dir: &Path) -> io::Result<Option<Vec<String>>> {
    let linker = Some(told("RUSTC_LINKER")).filter(|linker| !linker.is_empty());
    let linker = linker.unwrap_or_else(|| "cc".to_owned());
    let mut archives = Vec::new();
    for name in ["libm.a", "libc.a", "libgcc_eh.a", "libgcc.a"] {
        let Some(path) = found(&linker, name)? else {
            return Ok(None);
        };
        archives.push(path);
    }
    // Before glibc 2.34 threads were a library of their own, of which a static
    // program may get half. Since then the archive is there, and empty.
    let threads = found(&linker, "libpthread.a")?;
    if !matches!(threads, Some(ref path) if fs::metadata(path)?.len() <= EMPTY_ARCHIVE) {
        return Ok(None);
    }
    fs::create_dir_all(dir)?;
    let script = format!("GROUP ( {} )\n", archives.join(" "));
    for name in ["gcc_s", "c", "m", "pthread", "rt", "dl", "util"] {
        fs::write(dir.join(format!("lib{name}.a")), &script)?;
    }
    let args = vec![format!("-L{}", dir.display()), "-static".to_owned()];
    Ok(runs(dir, &linker, &args)?.then_some(args))
}

/// Where the linker's driver would take a library from.
fn found(linker: &str, name: &str) -> io::Result<Option<String>> {
    let asked = Command::new(linker)
        .arg(format!("-print-file-name={name}"))
        .output()?;
    let path = String::from_utf8_lossy(&asked.stdout).trim().to_owned();
    // A script has no words for a path with a space in it.
    Ok((Path::new(&path).is_file() && !path.contains(' ')).then_some(path))
}

/// Whether a program that is linked so runs.
fn runs(dir: &Path, linker: &str, args: &[String]) -> io::Result<bool> {
    let (source, program) = (dir.join("trial.rs"), dir.join("trial"));
    fs::write(&source, TRIAL)?;
    let mut rustc = Command::new(told("RUSTC"));
    // What the program itself is built with: a sanitizer, say, is not for static ones.
    let flags = told("CARGO_ENCODED_RUSTFLAGS");
    rustc.args(flags.split('\x1f').filter(|flag| !flag.is_empty()));
    rustc
        .args(["--edition=2024", "--crate-name=trial", "-C"])
        .arg(format!("linker={linker}"));
    for arg in args.iter().map(String::as_str).chain(["-no-pie"]) {
        rustc.arg("-C").arg(format!("link-arg={arg}"));
    }
    let made = rustc.arg("-o").arg(&program).arg(&source).output()?;
    Ok(made.status.success() && Command::new(&program).output()?.status.success())
}
