//! What the bench is asked for, among what cargo passes to every test program.

use std::ffi::OsString;

/// libtest's options that take a value of their own.
const WITH_VALUE: [&str; 6] = [
    "--test-threads",
    "--skip",
    "--format",
    "--color",
    "--logfile",
    "-Z",
];

/// The command line, read.
#[derive(Default)]
pub(crate) struct Arguments {
    /// Every point of every row.
    pub(crate) long: bool,
    /// At most so many points of a kind in every row.
    pub(crate) points: Option<usize>,
    /// Only the rows' names.
    pub(crate) list: bool,
    /// Parts of the names of the rows to try; none for all.
    rows: Vec<String>,
}

impl Arguments {
    /// Reads them. libtest's options mean nothing here and are passed over;
    /// an unknown one is passed over too, as a newer cargo may bring it.
    pub(crate) fn read(given: &[OsString]) -> Result<Arguments, String> {
        let mut read = Arguments::default();
        let mut given = given.iter();
        while let Some(word) = given.next() {
            let word = word.to_str().ok_or("an argument is no UTF-8")?;
            match word {
                "--long" => read.long = true,
                "--points" => {
                    let number = given.next().and_then(|word| word.to_str()?.parse().ok());
                    read.points = Some(number.ok_or("--points NUMBER")?);
                }
                "--list" => read.list = true,
                _ if WITH_VALUE.contains(&word) => drop(given.next()),
                _ if word.starts_with('-') => {}
                _ => read.rows.push(word.to_owned()),
            }
        }
        Ok(read)
    }

    /// Whether the row of this name is asked for.
    pub(crate) fn wants(&self, name: &str) -> bool {
        self.rows.is_empty() || self.rows.iter().any(|row| name.contains(row.as_str()))
    }
}
