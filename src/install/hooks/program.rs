//! Where the program lies: recorded for hooks that run without the user's
//! PATH, as in a graphical program that was not started from a shell.

use crate::platform;
use std::borrow::Cow;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

/// What the program is called along PATH.
const NAME: &str = "git-shipkit";

/// The path to be recorded for `program`, the file that runs now. A link along
/// PATH is taken before the file itself: a package manager puts the next
/// version elsewhere and turns the link. `None` where no shell script could
/// hold it.
pub(super) fn recorded(program: Option<&Path>, along: Option<&OsStr>) -> Option<String> {
    let program = program?;
    let real = platform::real(program).ok()?;
    let along = along.map(std::env::split_paths).into_iter().flatten();
    let leads = |path: &PathBuf| {
        path.is_absolute()
            && fs::symlink_metadata(path).is_ok_and(|meta| meta.is_symlink())
            && platform::real(path).is_ok_and(|there| there == real)
    };
    let link = along
        .flat_map(|dir| platform::files_of(NAME).map(|file| dir.join(file)))
        .find(leads);
    let path = link.unwrap_or_else(|| program.to_owned());
    let text = platform::slashed(&path);
    let text = text.filter(|text| path.is_absolute() && !text.chars().any(char::is_control));
    text.map(Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::recorded;
    use std::ffi::OsStr;
    use std::fs;
    use std::os::unix::fs::symlink;
    use std::path::Path;

    #[test]
    fn a_link_along_path_outlives_the_version_it_leads_to() {
        let home = tempfile::tempdir().unwrap();
        let cellar = home.path().join("1.0/git-shipkit");
        let bin = home.path().join("bin");
        fs::create_dir(home.path().join("1.0")).unwrap();
        fs::create_dir(&bin).unwrap();
        fs::write(&cellar, "").unwrap();
        let text = |path: &Path| Some(path.to_str().unwrap().to_owned());
        let along = std::env::join_paths([cellar.parent().unwrap(), &bin]).unwrap();
        assert_eq!(recorded(Some(&cellar), Some(&along)), text(&cellar));
        fs::write(bin.join("git-shipkit"), "another").unwrap();
        assert_eq!(recorded(Some(&cellar), Some(&along)), text(&cellar));
        fs::remove_file(bin.join("git-shipkit")).unwrap();
        symlink(&cellar, bin.join("git-shipkit")).unwrap();
        assert_eq!(
            recorded(Some(&cellar), Some(&along)),
            text(&bin.join("git-shipkit"))
        );
        assert_eq!(recorded(Some(&cellar), None), text(&cellar));
    }

    #[test]
    fn what_no_script_could_hold_is_not_recorded() {
        let home = tempfile::tempdir().unwrap();
        let odd = home.path().join("a\nb");
        fs::write(&odd, "").unwrap();
        assert_eq!(recorded(Some(&odd), None), None);
        assert_eq!(recorded(Some(&home.path().join("gone")), None), None);
        assert_eq!(recorded(None, Some(OsStr::new("/bin"))), None);
    }
}
