//! The Debian package: made by cargo-deb, judged by lintian, installed into a
//! root of its own, run, removed.

use super::scene::{PROGRAM, Scene, VERSION, files, has, size};
use std::path::Path;

/// What it puts beside the program and the documentation.
const PLACES: [&str; 6] = [
    "usr/bin/git-shipkit",
    "usr/share/bash-completion/completions/git-shipkit",
    "usr/share/doc/git-shipkit/third-party.txt",
    "usr/share/fish/vendor_completions.d/git-shipkit.fish",
    "usr/share/man/man1/git-shipkit.1.gz",
    "usr/share/zsh/vendor-completions/_git-shipkit",
];

/// What lintian may warn of: nobody filed a bug that asks Debian for us, and the
/// program is static and at a fixed address, so that it starts fast (build.rs).
const TOLERATED: [&str; 3] = [
    "initial-upload-closes-no-bugs",
    "hardening-no-pie",
    "statically-linked-binary",
];

pub(crate) fn tried(scene: &Scene) -> String {
    let top = env!("CARGO_MANIFEST_DIR");
    // The program that was built for the tests, as if for a release.
    scene.sh(&format!(
        "mkdir -p target/dist; cp '{PROGRAM}' target/dist/; here=$PWD; cd '{top}'
        CARGO_TARGET_DIR=\"$here/target\" cargo-deb deb -q --no-build --fast -o \"$here/\""
    ));
    let package = scene.sh("ls git-shipkit_*.deb");
    let package = package.trim();
    // Debian sorts what comes before a release by a tilde.
    let version = VERSION.replacen('-', "~", 1);
    let begin = format!("git-shipkit_{version}-1_");
    assert!(package.starts_with(&begin), "{package}");
    let judged = judged(scene, package);
    let dpkg = "dpkg --root=\"$PWD/root\" --force-not-root --force-depends --log=/dev/null";
    scene.sh(&format!(
        "mkdir -p root/var/lib/dpkg/info root/var/lib/dpkg/updates
        touch root/var/lib/dpkg/status root/var/lib/dpkg/available
        {dpkg} -i {package} >&2"
    ));
    let installed = files(&scene.path("root/usr"));
    for place in PLACES {
        let inside = place.strip_prefix("usr/").expect("it lies below usr");
        assert!(
            installed.contains(Path::new(inside)),
            "{place}: {installed:?}"
        );
    }
    // Over itself, as an upgrade would be; every file is then as it was packed.
    scene.sh(&format!(
        "{dpkg} -i {package} >&2; test -z \"$({dpkg} --verify git-shipkit)\""
    ));
    scene.tells_the_story(&scene.path("root/usr/bin"));
    let page = scene.sh("MANPATH=$PWD/root/usr/share/man man -w git-shipkit");
    assert!(
        page.ends_with("root/usr/share/man/man1/git-shipkit.1.gz\n"),
        "{page}"
    );
    scene.sh(&format!("{dpkg} --purge git-shipkit >&2"));
    assert!(
        !scene.path("root/usr").exists(),
        "{:?}",
        files(&scene.path("root/usr"))
    );
    format!("{}, {judged}", size(&scene.path(package)))
}

/// lintian, where it is, finds nothing but what is tolerated.
fn judged(scene: &Scene, package: &str) -> &'static str {
    if !has("lintian") {
        return "not judged: there is no lintian"; // it is large
    }
    let said = scene.sh(&format!(
        "lintian --allow-root --no-cfg {package} 2>&1 || :"
    ));
    let found: Vec<&str> = said
        .lines()
        .filter(|line| line.starts_with("E: ") || line.starts_with("W: "))
        .filter(|line| !TOLERATED.iter().any(|tag| line.contains(tag)))
        .collect();
    assert!(found.is_empty(), "{found:#?}");
    "lintian is content"
}
