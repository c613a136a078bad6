//! What git itself says of a sandbox's repository.

use super::Sandbox;

impl Sandbox {
    /// The id git gives these bytes as a blob.
    pub(crate) fn blob_id(&self, bytes: &str) -> String {
        let said = self.run("git", &["hash-object", "--stdin"], Some(bytes.as_bytes()));
        said.expect_code(0).stdout.trim_end().to_owned()
    }

    /// Whether the repository holds an object.
    pub(crate) fn has_object(&self, id: &str) -> bool {
        self.git_can(&["cat-file", "-e", id])
    }

    /// The id of a path in the index.
    pub(crate) fn index_id(&self, path: &str) -> String {
        self.git(&["rev-parse", &format!(":{path}")])
    }

    /// Our refs, by name.
    pub(crate) fn refs(&self) -> String {
        self.git(&["for-each-ref", "--format=%(refname)", "refs/shipkit"])
    }

    /// The current checkpoint's document, record and all.
    #[track_caller]
    pub(crate) fn document(&self) -> String {
        self.read(".shipkit/checkpoint.md")
    }

    /// Fails if a save left anything behind.
    #[track_caller]
    pub(crate) fn assert_nothing_saved(&self) {
        assert!(!self.exists(".shipkit"), "a .shipkit/ was made");
        assert_eq!(self.refs(), "", "a ref was made");
    }
}
