//! Which file a name means, and how paths are taken and shown.

use super::{Sandbox, path};
use crate::document::{Name, resolve};
use std::fs;
use std::os::unix::fs::symlink;

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    for name in [
        "src/api/login.ts",
        "src/api/index.ts",
        "src/web/index.ts",
        "docs/guide.md",
        ".shipkit/checkpoint.md",
    ] {
        sandbox.write(name, "x\n");
    }
    symlink("src", sandbox.top.join("link")).unwrap();
    sandbox.commit("all");
    sandbox.write("untracked.rs", "x\n");
    sandbox.write("docs/new.md", "x\n");
    sandbox
}

#[test]
fn a_name_means_what_lies_there_else_the_only_path_that_ends_with_it() {
    let sandbox = sandbox();
    let repo = sandbox.repo();
    for (name, base, meant) in [
        ("src/api/login.ts", None, Some("src/api/login.ts")),
        ("./src/api/login.ts", None, Some("src/api/login.ts")),
        ("untracked.rs", None, Some("untracked.rs")),
        ("login.ts", None, Some("src/api/login.ts")),
        ("api/index.ts", None, Some("src/api/index.ts")),
        ("index.ts", None, None),
        ("new.md", Some("docs"), Some("docs/new.md")),
        (
            "../src/api/login.ts",
            Some("docs"),
            Some("src/api/login.ts"),
        ),
        ("new.md", None, None),
        ("ogin.ts", None, None),
        ("src/api", None, None),
        ("link/api/login.ts", None, None),
        ("link", None, Some("link")),
        (".shipkit/checkpoint.md", None, None),
        ("checkpoint.md", None, None),
        (".git/config", None, None),
        ("../outside", None, None),
        ("/etc/passwd", None, None),
        ("", None, None),
    ] {
        assert_eq!(
            resolve(&[&Name::bare(name)], base, &repo),
            [meant.map(path)],
            "{name} from {base:?}"
        );
    }
}

#[test]
fn the_index_is_not_opened_where_everything_lies_there() {
    let sandbox = sandbox();
    fs::write(sandbox.top.join(".git/index"), "broken").unwrap();
    let repo = sandbox.repo();
    let named = ["src/api/login.ts", "docs/new.md"].map(Name::bare);
    assert_eq!(
        resolve(&[&named[0], &named[1]], None, &repo),
        [Some(path("src/api/login.ts")), Some(path("docs/new.md"))]
    );
    assert!(
        repo.is_tracked(&path("docs/guide.md")).is_err(),
        "else this would prove nothing"
    );
}

#[test]
fn arguments_are_taken_from_where_the_command_runs() {
    let sandbox = sandbox();
    let repo = sandbox.repo();
    let below = sandbox.top.join("src/api");
    let absolute = sandbox.top.join("docs/guide.md");
    for (arg, taken) in [
        ("login.ts", Ok("src/api/login.ts")),
        ("../web/x", Ok("src/web/x")),
        ("./a//b/", Ok("src/api/a/b")),
        ("../../link/x", Ok("link/x")),
        (absolute.to_str().unwrap(), Ok("docs/guide.md")),
        ("../../../x", Err("is outside the work tree")),
        ("/etc/passwd", Err("is outside the work tree")),
        ("../../.git/config", Err("is inside .git")),
        ("../..", Err("is the work tree itself")),
        ("", Err("is empty")),
    ] {
        let expected = taken.map(path).map_err(str::to_owned);
        assert_eq!(repo.repo_path(&below, arg), expected, "{arg}");
    }
    let elsewhere = tempfile::tempdir().unwrap();
    let through = elsewhere.path().join("through");
    symlink(&sandbox.top, &through).unwrap();
    let arg = through.join("docs/guide.md");
    assert_eq!(
        repo.repo_path(&below, arg.to_str().unwrap()),
        Ok(path("docs/guide.md"))
    );
}

#[test]
fn paths_are_shown_as_git_status_shows_them() {
    let sandbox = sandbox();
    let repo = sandbox.repo();
    let below = sandbox.top.join("src/api");
    for (shown, name) in [
        ("login.ts", "src/api/login.ts"),
        ("../web/index.ts", "src/web/index.ts"),
        ("../../docs/guide.md", "docs/guide.md"),
        ("../api.md", "src/api.md"),
        ("\"a\\nb\"", "src/api/a\nb"),
    ] {
        assert_eq!(repo.display_path(&path(name), &below), shown);
    }
    assert_eq!(
        repo.display_path(&path("docs/guide.md"), &sandbox.top),
        "docs/guide.md"
    );
}
