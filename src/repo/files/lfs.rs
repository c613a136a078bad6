//! Files whose content is with Git LFS: git, and so a pin and a snapshot, has
//! a pointer to it alone.

use crate::model::RepoPath;
use crate::repo::Repo;
use gix::bstr::ByteSlice;

/// Pointers are smaller (git-lfs, docs/spec.md).
pub(in crate::repo) const MAX_POINTER: usize = 1024;

/// What a pointer's first line says, since 2014 and before.
const VERSIONS: [&[u8]; 2] = [
    b"version https://git-lfs.github.com/spec/v1\n",
    b"version https://hawser.github.com/spec/v1\n",
];

impl Repo {
    /// Whether `stored`, the bytes git has for `path`, only point to content
    /// that Git LFS keeps.
    pub(in crate::repo) fn is_with_lfs(&self, path: &RepoPath, stored: &[u8]) -> bool {
        is_pointer(stored) && self.hand().filter_of(self, path).as_deref() == Some("lfs")
    }
}

fn is_pointer(bytes: &[u8]) -> bool {
    let says = |key: &[u8]| bytes.lines().any(|line| line.starts_with(key));
    bytes.len() < MAX_POINTER
        && VERSIONS.iter().any(|version| bytes.starts_with(version))
        && says(b"oid sha256:")
        && says(b"size ")
}

#[cfg(test)]
mod tests {
    use super::is_pointer;

    #[test]
    fn a_pointer_is_known_by_its_lines() {
        let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n";
        assert!(is_pointer(pointer.as_bytes()));
        let with_extension = pointer.replace("oid", "ext-0-foo sha256:ff\noid");
        assert!(is_pointer(with_extension.as_bytes()));
        for none in [
            "",
            "version https://git-lfs.github.com/spec/v1\n",
            &pointer.replace("size", "length"),
            &format!("# {pointer}"),
            &format!("{pointer}{}", "x".repeat(1024)),
        ] {
            assert!(!is_pointer(none.as_bytes()), "{none}");
        }
    }
}
