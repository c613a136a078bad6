//! Who may read and write what we make in the git directory: as git lets
//! them, by `core.sharedRepository` (git-config(1)).

use crate::error::Error;
use crate::platform;
use crate::repo::Repo;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// A new file in a directory carries on its group.
const SET_GROUP: u32 = 0o2000;

/// What `core.sharedRepository` asks for.
enum Sharing {
    /// These rights more than the umask leaves.
    More(u32),
    /// These rights, whatever the umask says.
    Exactly(u32),
}

impl Repo {
    /// Gives a file or a directory the rights that `core.sharedRepository`
    /// asks for; without it the umask has decided.
    pub fn share(&self, path: &Path) -> Result<(), Error> {
        let Some(sharing) = self.sharing() else {
            return Ok(());
        };
        let failed = |error: &std::io::Error| Error::io("share", path, error);
        let meta = fs::metadata(path).map_err(|error| failed(&error))?;
        let Some(mode) = platform::mode(&meta) else {
            return Ok(());
        };
        let wanted = shared(mode, meta.is_dir(), &sharing);
        if wanted == mode {
            return Ok(());
        }
        platform::set_mode(path, wanted).map_err(|error| failed(&error))
    }

    /// Makes a directory and those above it that are missing, each shared.
    pub fn make_dir(&self, dir: &Path) -> Result<(), Error> {
        match fs::create_dir(dir) {
            Ok(()) => self.share(dir),
            Err(error) if error.kind() == ErrorKind::AlreadyExists && dir.is_dir() => Ok(()),
            Err(error) if error.kind() == ErrorKind::NotFound && dir.parent().is_some() => {
                self.make_dir(dir.parent().unwrap_or(dir))?;
                match fs::create_dir(dir) {
                    Err(error) if error.kind() != ErrorKind::AlreadyExists => {
                        Err(Error::io("create", dir, &error))
                    }
                    _ => self.share(dir),
                }
            }
            Err(error) => Err(Error::io("create", dir, &error)),
        }
    }

    /// As git reads the setting (setup.c, git_config_perm).
    fn sharing(&self) -> Option<Sharing> {
        let value = self.string_setting("core.sharedRepository")?;
        match value.as_str() {
            "umask" | "0" => None,
            "group" | "1" => Some(Sharing::More(0o660)),
            "all" | "world" | "everybody" | "2" => Some(Sharing::More(0o664)),
            octal => match u32::from_str_radix(octal, 8) {
                Ok(mode) if mode & 0o600 == 0o600 => Some(Sharing::Exactly(mode & 0o666)),
                Ok(_) => None, // git refuses such a repository
                Err(_) => (self.bool_setting("core.sharedRepository") == Some(true))
                    .then_some(Sharing::More(0o660)),
            },
        }
    }
}

/// git's own rule (path.c, calc_shared_perm and adjust_shared_perm).
fn shared(mode: u32, is_dir: bool, sharing: &Sharing) -> u32 {
    let (Sharing::More(mut rights) | Sharing::Exactly(mut rights)) = *sharing;
    if mode & 0o200 == 0 {
        rights &= !0o222;
    }
    if mode & 0o100 != 0 {
        rights |= (rights & 0o444) >> 2;
    }
    let mode = match sharing {
        Sharing::More(_) => mode | rights,
        Sharing::Exactly(_) => (mode & !0o777) | rights,
    };
    if is_dir {
        mode | ((mode & 0o444) >> 2) | SET_GROUP
    } else {
        mode
    }
}

#[cfg(test)]
mod tests {
    use super::{Sharing, shared};

    #[test]
    fn rights_are_those_git_gives() {
        let group = Sharing::More(0o660);
        let all = Sharing::More(0o664);
        let exact = Sharing::Exactly(0o640);
        for (mode, is_dir, sharing, wanted) in [
            (0o600, false, &group, 0o660),
            (0o400, false, &group, 0o440),
            (0o644, false, &group, 0o664),
            (0o700, true, &group, 0o2770),
            (0o755, true, &group, 0o2775),
            (0o755, true, &all, 0o2775),
            (0o600, false, &all, 0o664),
            (0o644, false, &exact, 0o640),
            (0o444, false, &exact, 0o440),
            (0o755, true, &exact, 0o2750),
        ] {
            let got = shared(mode, is_dir, sharing);
            assert_eq!(got, wanted, "{mode:o} became {got:o}");
        }
    }
}
