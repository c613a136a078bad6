//! Whatever names a target, an archive or where it lies names the same: the
//! table of `packaging/`, dist, `cargo binstall`, npm and the formula.

use super::scene::{Scene, VERSION};
use serde_json::Value;
use std::fs;
use std::path::Path;
use toml::Table;

/// A line of `packaging targets`.
struct Target {
    triple: String,
    archive: String,
    npm: String,
}

fn targets(scene: &Scene) -> Vec<Target> {
    let told = scene.packaging("targets");
    let lines = told.lines().map(|line| {
        let mut cells = line.split('\t').map(str::to_owned);
        let mut cell = || cells.next().expect("a line has three");
        Target {
            triple: cell(),
            archive: cell(),
            npm: cell(),
        }
    });
    lines.collect()
}

fn toml(name: &str) -> Table {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    let text = fs::read_to_string(path).expect("it is there");
    text.parse().expect("it is TOML")
}

fn text<'a>(table: &'a Table, key: &str) -> Option<&'a str> {
    table.get(key).and_then(toml::Value::as_str)
}

pub(crate) fn tried(scene: &Scene) -> String {
    let targets = targets(scene);
    assert_eq!(targets.len(), 5);
    dist(&targets);
    let manifest = toml("Cargo.toml");
    for target in &targets {
        binstall(&manifest, target);
    }
    npm(scene, &targets);
    let urls = formula(scene, &manifest, &targets);
    format!("{} targets, {urls} of them with Homebrew", targets.len())
}

/// dist builds them all, into archives of these names.
fn dist(targets: &[Target]) {
    let workspace = toml("dist-workspace.toml");
    let dist = workspace["dist"].as_table().expect("a table");
    let built = dist["targets"].as_array().expect("a list");
    let mut built: Vec<&str> = built.iter().filter_map(toml::Value::as_str).collect();
    let mut ours: Vec<&str> = targets.iter().map(|one| one.triple.as_str()).collect();
    built.sort_unstable();
    ours.sort_unstable();
    assert_eq!(built, ours, "dist-workspace.toml");
    for Target {
        triple, archive, ..
    } in targets
    {
        let key = if triple.contains("windows") {
            "windows-archive"
        } else {
            "unix-archive"
        };
        let ending = text(dist, key).expect("it is said");
        assert_eq!(*archive, format!("git-shipkit-{triple}{ending}"));
    }
}

/// `cargo binstall` asks for the archive, and for the program where dist puts
/// it: in a directory, but in a zip.
fn binstall(manifest: &Table, target: &Target) {
    let package = manifest["package"].as_table().expect("a table");
    let told = package["metadata"]["binstall"].as_table().expect("a table");
    let own = told["overrides"].get(&target.triple);
    let own = own.and_then(toml::Value::as_table);
    let said = |key: &str| {
        let said = own
            .and_then(|own| text(own, key))
            .or_else(|| text(told, key));
        said.expect("it is said").to_owned()
    };
    let (suffix, ending) = match said("pkg-fmt").as_str() {
        "txz" => (".tar.xz", ""),
        "zip" => (".zip", ".exe"),
        other => panic!("{other}"),
    };
    let filled = |key: &str| {
        [
            ("repo", repository(manifest)),
            ("name", "git-shipkit"),
            ("bin", "git-shipkit"),
            ("version", VERSION),
            ("target", &target.triple),
            ("archive-suffix", suffix),
            ("binary-ext", ending),
        ]
        .iter()
        .fold(said(key), |text, (name, value)| {
            text.replace(&format!("{{ {name} }}"), value)
        })
    };
    assert_eq!(filled("pkg-url"), url(manifest, target));
    let directory = format!("git-shipkit-{}/git-shipkit", target.triple);
    let inside = if ending.is_empty() {
        directory.as_str()
    } else {
        "git-shipkit.exe"
    };
    assert_eq!(filled("bin-dir"), inside);
}

fn repository(manifest: &Table) -> &str {
    text(
        manifest["package"].as_table().expect("a table"),
        "repository",
    )
    .expect("it is said")
}

fn url(manifest: &Table, target: &Target) -> String {
    let repository = repository(manifest);
    format!(
        "{repository}/releases/download/v{VERSION}/{}",
        target.archive
    )
}

/// npm's package needs each platform's in this version.
fn npm(scene: &Scene, targets: &[Target]) {
    let out = scene.path("npm");
    let windows = "x86_64-pc-windows-msvc";
    fs::write(scene.path("p"), "MZ").expect("can be written");
    let program = scene.path("p");
    scene.packaging(&format!(
        "npm --out '{}' {windows}='{}'",
        out.display(),
        program.display()
    ));
    let manifest = scene.sh(&format!(
        "tar -xOf npm/git-shipkit-{VERSION}.tgz package/package.json"
    ));
    let manifest: Value = serde_json::from_str(&manifest).expect("it is JSON");
    let needs = manifest["optionalDependencies"]
        .as_object()
        .expect("an object");
    assert_eq!(needs.len(), targets.len());
    for target in targets {
        assert_eq!(needs[&target.npm], VERSION);
    }
}

/// The formula's URLs, one a target that Homebrew knows; how many.
fn formula(scene: &Scene, manifest: &Table, targets: &[Target]) -> usize {
    fs::create_dir(scene.path("archives")).expect("a fresh directory");
    for target in targets {
        let path = scene.path("archives").join(&target.archive);
        fs::write(path, &target.archive).expect("can be written");
    }
    let formula = scene.packaging("formula --archives \"$here/archives\"");
    let again = scene.packaging("formula --archives \"$here/archives\"");
    assert_eq!(formula, again);
    let said = formula
        .lines()
        .filter_map(|line| line.trim().strip_prefix("url "));
    let mut said: Vec<&str> = said.map(|url| url.trim_matches('"')).collect();
    let brewed = targets.iter().filter(|one| !one.triple.contains("windows"));
    let mut ours: Vec<String> = brewed.map(|one| url(manifest, one)).collect();
    said.sort_unstable();
    ours.sort_unstable();
    assert_eq!(said, ours);
    ours.len()
}
