//! The floor of a save: one small file, replaced so that it survives a power
//! cut, whenever that comes.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::PathBuf;

fn main() {
    let path: PathBuf = std::env::args().nth(1).expect("a path").into();
    let temporary = path.with_extension("new");
    let mut file = File::create(&temporary).expect("a file");
    file.write_all(&[b'x'; 1024]).expect("its bytes");
    file.sync_all().expect("they are on the disk");
    fs::rename(&temporary, &path).expect("its name");
    let directory = path.parent().expect("a directory");
    let directory = File::open(directory).expect("the directory");
    directory.sync_all().expect("the name is on the disk");
}
