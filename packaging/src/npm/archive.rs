//! A package as npm packs it: the same files give the same bytes.

use crate::error::{Error, Result};
use flate2::{Compression, GzBuilder};
use std::io::Write as _;
use std::path::Path;

/// The time of every file in a package, 1985-10-26 08:15 UTC: what `npm pack`
/// writes, since older times upset some tar programs.
const TIME: u64 = 499_162_500;

/// A file of a package.
pub(crate) struct File<'a> {
    /// From the package's top.
    pub(crate) path: &'a str,
    pub(crate) content: &'a [u8],
    pub(crate) runs: bool,
}

impl<'a> File<'a> {
    pub(crate) fn text(path: &'a str, text: &'a str) -> File<'a> {
        File {
            path,
            content: text.as_bytes(),
            runs: false,
        }
    }

    pub(crate) fn program(path: &'a str, content: &'a [u8]) -> File<'a> {
        File {
            path,
            content,
            runs: true,
        }
    }
}

/// The bytes of the package that holds `files`, whatever their order.
pub(crate) fn pack(mut files: Vec<File<'_>>) -> std::io::Result<Vec<u8>> {
    files.sort_by_key(|file| file.path);
    // Neither a time nor the system's name stands in its head.
    let gzip = GzBuilder::new().operating_system(255);
    let level = if cfg!(debug_assertions) {
        Compression::fast() // a tenth of the time, where nothing is released
    } else {
        Compression::best()
    };
    let gzip = gzip.write(Vec::new(), level);
    let mut tar = tar::Builder::new(gzip);
    for file in files {
        let mut header = tar::Header::new_ustar();
        header.set_size(file.content.len() as u64);
        header.set_mode(if file.runs { 0o755 } else { 0o644 });
        header.set_mtime(TIME);
        header.set_entry_type(tar::EntryType::Regular);
        let path = format!("package/{}", file.path);
        tar.append_data(&mut header, path, file.content)?;
    }
    tar.into_inner()?.finish()
}

/// Writes the package into `dir` under the name that `npm pack` gives it.
pub(crate) fn write(dir: &Path, name: &str, version: &str, files: Vec<File<'_>>) -> Result<String> {
    let name = name.trim_start_matches('@').replace('/', "-");
    let path = dir.join(format!("{name}-{version}.tgz"));
    std::fs::create_dir_all(dir).map_err(|why| Error::of_file("make", dir, &why))?;
    let written = pack(files).and_then(|bytes| std::fs::File::create(&path)?.write_all(&bytes));
    written.map_err(|why| Error::of_file("write", &path, &why))?;
    Ok(format!("{}\n", path.display()))
}
