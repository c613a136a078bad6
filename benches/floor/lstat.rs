//! The floor of a look: `lstat` of every path of a list, one after another.

fn main() {
    let list = std::env::args().nth(1).expect("a list of paths");
    let paths = std::fs::read_to_string(list).expect("a list that can be read");
    let found = paths
        .lines()
        .filter(|path| std::fs::symlink_metadata(path).is_ok());
    assert!(found.count() > 0, "none of them is there");
}
