//! The formula, evaluated on each of its systems by what stands in for
//! Homebrew (`formula.rb`), which installs by it and runs its own test.

use super::scene::{PROGRAM, Scene, VERSION, files};
use std::fs;
use std::path::Path;

const ON: [(&str, &str, &str); 4] = [
    ("on_macos", "on_arm", "aarch64-apple-darwin"),
    ("on_macos", "on_intel", "x86_64-apple-darwin"),
    ("on_linux", "on_arm", "aarch64-unknown-linux-musl"),
    ("on_linux", "on_intel", "x86_64-unknown-linux-musl"),
];

/// Where Homebrew links them.
const INSTALLED: [&str; 6] = [
    "bin/git-shipkit",
    "etc/bash_completion.d/git-shipkit",
    "share/doc/git-shipkit/third-party.txt",
    "share/fish/vendor_completions.d/git-shipkit.fish",
    "share/man/man1/git-shipkit.1",
    "share/zsh/site-functions/_git-shipkit",
];

pub(crate) fn tried(scene: &Scene) -> String {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    // An archive as dist makes it, unpacked.
    scene.sh(&format!(
        "mkdir unpacked archives
        cp -r '{}' unpacked/share
        cp '{PROGRAM}' unpacked/",
        top.join("packaging/prefix/data/share").display()
    ));
    for (.., triple) in ON {
        let archive = format!("archives/git-shipkit-{triple}.tar.xz");
        fs::write(scene.path(&archive), triple).expect("can be written");
    }
    let text = scene.packaging("formula --archives \"$here/archives\"");
    fs::write(scene.path("git-shipkit.rb"), text).expect("can be written");
    let stub = top.join("tests/packages/formula.rb");
    for (system, processor, triple) in ON {
        let said = scene.sh(&format!(
            "ruby -c git-shipkit.rb >&2; rm -rf prefix brewed
            ruby '{}' ./git-shipkit.rb {system} {processor} unpacked prefix >said; tail -n 3 said",
            stub.display()
        ));
        let sum = scene.sh(&format!("sha256sum archives/git-shipkit-{triple}.tar.xz"));
        let lines: Vec<&str> = said.lines().collect();
        assert_eq!(lines[0], VERSION);
        assert!(
            lines[1].ends_with(&format!("/git-shipkit-{triple}.tar.xz")),
            "{said}"
        );
        assert_eq!(Some(lines[2]), sum.split(' ').next());
    }
    let installed = files(&scene.path("prefix"));
    let installed: Vec<&str> = installed.iter().filter_map(|path| path.to_str()).collect();
    assert_eq!(installed, INSTALLED);
    "evaluated on 4 systems, installed, its test run".to_owned()
}
