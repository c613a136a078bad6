//! A name as a document gives it, with what its place there lends it.

/// What a document calls a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name {
    /// The path as it is named: unquoted, without a leading `./`.
    pub path: String,
    /// The directories that its place lends it, likeliest first: those of the
    /// file tree it is an entry of, of the heading or item it stands under.
    pub within: Vec<String>,
    /// Whether it lies in one of them or nowhere.
    pub only_within: bool,
    /// Whether it is the target of a link, so that it starts at the document.
    pub is_link: bool,
    /// Whether it was quoted, so that a backslash in it is a backslash.
    pub is_quoted: bool,
}

impl Name {
    /// A name that its place lends nothing.
    pub fn bare(path: &str) -> Name {
        Name {
            path: path.to_owned(),
            ..Name::default()
        }
    }

    /// The path with `/` between its parts, where it may be one of Windows.
    pub fn slashed(&self) -> Option<String> {
        let windows = self.path.contains('\\') && !self.is_quoted;
        windows.then(|| self.path.replace('\\', "/"))
    }
}
