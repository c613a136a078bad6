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
    scene.sh_building(&format!(
        "here=$PWD; cd '{top}'; maturin build --release --locked -q --out \"$here/dist\""
    ));
    let wheel = scene.sh("ls dist/git_shipkit-*.whl");
    let wheel = wheel.trim();
    // As PyPI writes what comes before a release: 0.2.0rc1 is our 0.2.0-rc.1.
    let version = match VERSION.split_once('-') {
        Some((release, early)) => {
            let early = early.replace("alpha", "a").replace("beta", "b");
            format!("{release}{}", early.replace('.', ""))
        }
        None => VERSION.to_owned(),
    };
    let begin = format!("dist/git_shipkit-{version}-py3-none-");
    assert!(wheel.starts_with(&begin), "{wheel}");
    scene.sh("python3 -m venv 'a venv'");
    let venv = scene.path("a venv");
    let before = files(&venv);
    let pip = "'a venv/bin/python' -m pip --disable-pip-version-check -q";
    scene.sh(&format!("{pip} install --no-index {wheel}"));
    scene.tells_the_story(&venv.join("bin"));
    for path in SHARED {
        assert!(venv.join(path).is_file(), "{path}");
    }
    let said = scene.sh("'a venv/bin/python' -m pip show git-shipkit");
    assert!(said.contains(&format!("Version: {version}\n")), "{said}");
    scene.sh(&format!("{pip} uninstall -y git-shipkit"));
    assert_eq!(files(&venv), before, "nothing is left");
    size(&scene.path(wheel))
}
