//! npm's packages: the same bytes twice, installed for all and for one project,
//! run, removed.

use super::scene::{PROGRAM, Scene, VERSION, files, has, size};
use std::fs;

/// The target whose package npm takes on this machine.
fn target() -> &'static str {
    match (std::env::consts::OS, std::env::consts::ARCH) {
        ("linux", "x86_64") => "x86_64-unknown-linux-musl",
        ("linux", "aarch64") => "aarch64-unknown-linux-musl",
        ("macos", "x86_64") => "x86_64-apple-darwin",
        ("macos", "aarch64") => "aarch64-apple-darwin",
        other => panic!("there is no package for {other:?}"),
    }
}

pub(crate) fn tried(scene: &Scene) -> String {
    // Without what only a debugger reads it is packed in a quarter of the time.
    let strip = if has("strip") { "strip -o" } else { "cp" };
    let program = if has("strip") {
        format!("program '{PROGRAM}'")
    } else {
        format!("'{PROGRAM}' program")
    };
    scene.sh(&format!("{strip} {program}"));
    let pack = |dir: &str| {
        scene.packaging(&format!(
            "npm --out \"$here/{dir}\" {}=\"$here/program\"",
            target()
        ))
    };
    let packed = pack("one");
    pack("two");
    scene.sh("diff -r one two");
    let packages: Vec<&str> = packed.lines().collect();
    assert_eq!(packages.len(), 2);
    assert!(packages[0].ends_with(&format!("one/git-shipkit-{VERSION}.tgz")));
    let both = packages.join(" ");

    // No registry is asked: what is not there for other systems is left out.
    let npm = "npm --offline --no-audit --no-fund --loglevel=error --cache=\"$PWD/cache\"";
    fs::create_dir(scene.path("prefix")).expect("a fresh directory");
    scene.sh(&format!("{npm} install -g --prefix prefix {both}"));
    scene.tells_the_story(&scene.path("prefix/bin"));
    assert!(scene.path("prefix/share/man/man1/git-shipkit.1").is_file());
    scene.sh(&format!(
        "{npm} uninstall -g --prefix prefix git-shipkit @git-shipkit/$(node -p 'process.platform + \"-\" + process.arch')"
    ));
    let mut left = files(&scene.path("prefix"));
    left.retain(|path| {
        path.file_name()
            .is_some_and(|name| name != ".package-lock.json")
    });
    assert!(left.is_empty(), "{left:?}");

    scene.sh(&format!("mkdir project; cd project; {npm} install {both}"));
    let said = scene.sh("cd project; npx --offline git-shipkit --version");
    assert_eq!(said, format!("git shipkit {VERSION}\n"));
    without_the_program(scene, npm, packages[0]);
    format!(
        "{} and {}",
        size(packages[0].as_ref()),
        size(packages[1].as_ref())
    )
}

/// npm was told to leave optional packages out.
fn without_the_program(scene: &Scene, npm: &str, launcher: &str) {
    let said = scene.sh(&format!(
        "mkdir bare; cd bare; {npm} install --omit=optional {launcher} >/dev/null
        ./node_modules/.bin/git-shipkit --version 2>&1 || echo exit $?"
    ));
    assert!(said.contains("fatal: the package @git-shipkit/"), "{said}");
    assert!(
        said.contains("hint: ") && said.ends_with("exit 128\n"),
        "{said}"
    );
}
