//! Reading a document that lies in the work tree, wherever it lies: no link is
//! followed and nothing is waited for.

use crate::model::RepoPath;
use crate::platform::{self, DIRECTORY, Found};
use crate::repo::Repo;

/// Why a document was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// One line: `it is a directory`.
    pub why: String,
    /// The text of the symbolic link that lies there instead.
    pub leads_to: Option<String>,
}

impl Repo {
    /// The bytes of the file at `path`, if it is no larger than `limit`.
    pub fn read_file(&self, path: &RepoPath, limit: u64) -> Result<Vec<u8>, Unread> {
        let refuse = |why: &str| Unread {
            why: why.to_owned(),
            leads_to: None,
        };
        let root = self.root().map_err(|error| refuse(&error.to_string()))?;
        match root.find(path) {
            Found::File { len, .. } if len > limit => {
                Err(refuse(&format!("it is larger than {} MiB", limit >> 20)))
            }
            Found::File { mut file, len, .. } => {
                platform::read(&mut file, len).map_err(|why| refuse(&why))
            }
            Found::Nothing => Err(refuse("there is no such file")),
            Found::Directory => Err(refuse(DIRECTORY)),
            Found::Refused(why) => Err(refuse(&why)),
            Found::Link(text) => Err(Unread {
                why: "it is a symbolic link".to_owned(),
                leads_to: Some(String::from_utf8_lossy(&text).into_owned()),
            }),
        }
    }
}
