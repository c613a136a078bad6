//! PyPI's wheel: made by maturin, installed by pip, run, removed.

use super::scene::{Scene, VERSION, files, size};

const SHARED: [&str; 4] = [
    "share/bash-completion/completions/git-shipkit",
    "share/fish/vendor_completions.d/git-shipkit.fish",
    "share/man/man1/git-shipkit.1",
    "share/zsh/site-functions/_git-shipkit",
];

pub(crate) fn tried(scene: &Scene) -> String {
    let top = env!("CARGO_MANIFEST_DIR");
    // Not for release: the crate was just built so, and only linking is left.
    scene.sh(&format!(
        "here=$PWD; cd '{top}'; maturin build --locked -q --out \"$here/dist\""
    ));
    let wheel = scene.sh("ls dist/git_shipkit-*.whl");
    let wheel = wheel.trim();
    assert!(
        wheel.starts_with(&format!("dist/git_shipkit-{VERSION}-py3-none-")),
        "{wheel}"
    );
    scene.sh("python3 -m venv venv");
    let before = files(&scene.path("venv"));
    let pip = "venv/bin/python -m pip --disable-pip-version-check -q";
    scene.sh(&format!("{pip} install --no-index {wheel}"));
    scene.tells_the_story(&scene.path("venv/bin"));
    for path in SHARED {
        assert!(scene.path("venv").join(path).is_file(), "{path}");
    }
    let said = scene.sh("venv/bin/python -m pip show git-shipkit");
    assert!(said.contains(&format!("Version: {VERSION}\n")), "{said}");
    scene.sh(&format!("{pip} uninstall -y git-shipkit"));
    assert_eq!(files(&scene.path("venv")), before, "nothing is left");
    size(&scene.path(wheel))
}
